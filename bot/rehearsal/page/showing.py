"""The gallery's page: every card in every state with the longest texts, as wide as a phone."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from aiohttp import web

from bot.rehearsal.gallery import GALLERY, Sample
from bot.rehearsal.gallery.made_up import CALLED, ZONE
from bot.rehearsal.page.drawing import draw
from bot.rehearsal.page.looking import Surface
from bot.rehearsal.page.reader import Reader
from bot.rehearsal.page.usage import Used, builder_payload, used_by
from bot.rehearsal.stand_in.values import Json
from bot.slack.card import Card

READER = Reader(
    people=CALLED,
    channels=CALLED,
    zone=ZONE,
    people_to_pick=tuple((one, name) for one, name in CALLED.items() if one.startswith("U"))[:12],
    channels_to_pick=tuple((one, name) for one, name in CALLED.items() if one.startswith("C")),
)
HOME = "home"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A sample as the page shows it; `view` is None for a message."""

    sample: Sample
    anchor: str
    blocks: list[Json]
    view: Json | None
    surface: Surface
    limits: list[Used]
    builder: Json | None


async def gallery(_: web.Request) -> web.Response:
    """Every sample, by capability."""
    return web.Response(text=_page(), content_type="text/html")


@cache
def _page() -> str:
    """Nothing in it changes while the program runs."""
    return draw("gallery.html", shown={name: list(_shown(name)) for name in GALLERY})


def _shown(capability: str) -> Iterator[Shown]:
    for number, sample in enumerate(GALLERY[capability]()):
        body: Json = sample.shown.payload() if isinstance(sample.shown, Card) else {"view": dict(sample.shown)}
        view: Json | None = body.get("view")
        anchor = f"{capability}-{number}"
        yield Shown(
            sample=sample,
            anchor=anchor,
            blocks=_named(view["blocks"] if view else body["blocks"]),
            view=view if view and view["type"] != HOME else None,
            surface=Surface(name=anchor, reader=READER),
            limits=used_by(body),
            builder=builder_payload(body),
        )


def _named(blocks: list[Json]) -> list[Json]:
    """Slack gives every block a name; fields of a form need one."""
    return [{"block_id": f"block-{number}", **block} for number, block in enumerate(blocks)]
