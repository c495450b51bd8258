"""Home while no review runs, the modal that opens one and its second steps, and what a facilitator is asked."""

from collections.abc import Iterator
from dataclasses import replace

from bot.capabilities.opening.cards import (
    Form,
    confirm_modal,
    facilitator_card,
    opened_modal,
    review_modal,
    start_section,
    which_modal,
)
from bot.capabilities.opening.use_cases.looking import Overview, Undecided
from bot.kit.availability import Audience
from bot.kit.pieces import home
from bot.rehearsal.gallery.made_up import (
    BOT,
    CROWD,
    EDITION,
    LEADER,
    NOW,
    REVIEW,
    STRANGER,
    ZONE,
    review,
    setting,
    settings,
)
from bot.rehearsal.gallery.sample import Sample, seen_by
from bot.slack.blocks import View
from maturity_model.catalog import EditionId, Wording
from maturity_model.review import Review, Stage

OFFICIAL = replace(EDITION, id=EditionId("schools-2026-official"), wording=Wording.OFFICIAL)
MOST_AT_FIRST = 100  # of people whom Slack lets stand in a list


def samples() -> Iterator[Sample]:
    """From a Home without a review to the invitations."""
    yield from seen_by("careers leader", _homes())
    yield from seen_by("careers leader", _forms())
    yield from seen_by("careers leader", _second_steps())
    asked = facilitator_card(review(), setting(), ZONE)
    yield Sample(name="Asked to run the meeting", reader="facilitator", shown=asked)


def _homes() -> dict[str, View]:
    draft, agreed = review(stage=Stage.DRAFT), review(stage=Stage.AGREED)
    return {
        "Home before the first review": home(start_section(_overview())),
        "Home once a review is agreed": home(start_section(_overview(agreed=agreed))),
        "Home with a draft": home(start_section(_overview(draft=draft))),
        "Home with a draft, after an agreed review": home(start_section(_overview(draft=draft, agreed=agreed))),
    }


def _forms() -> dict[str, View]:
    agreed = review(stage=Stage.AGREED)
    some, all_of_them = (
        review(colleagues=people, facilitators=people[:20], stage=Stage.DRAFT)
        for people in (CROWD[:MOST_AT_FIRST], CROWD)
    )
    return {
        "Starting the first review": _form(_overview()),
        "For which setting to start a review": which_modal(Undecided(settings=settings(3)), here=True),
        "Starting a review in one of several settings": _form(replace(_overview(), leads_others=True)),
        "Starting a review, typed in a channel": _form(_overview(), here=True),
        "Starting next year's review": _form(_overview(agreed=agreed)),
        "Carrying on with a draft of a hundred people": _form(_overview(draft=some, agreed=agreed)),
        "Carrying on with a draft once the guide was given": _form(
            replace(_overview(draft=some), editions=(OFFICIAL, EDITION))
        ),
        "Carrying on with a draft of two hundred people": _form(_overview(draft=all_of_them, agreed=agreed)),
    }


def _second_steps() -> dict[str, View]:
    of_all = review()
    everybody = {*of_all.members, BOT}
    hardly_anybody = Audience(public=False, readers=frozenset({BOT, STRANGER, LEADER}))
    one_more = Audience(public=False, readers=frozenset({*everybody, STRANGER}))
    return {
        "A public channel with many others in it": confirm_modal(of_all, 2000),
        "A public channel with one other in it": confirm_modal(of_all, 1),
        "A public channel with nobody else in it": confirm_modal(of_all, 0),
        "Open, in a channel that only they read": opened_modal(
            of_all, ZONE, Audience(public=True, readers=frozenset())
        ),
        "Open, and invitations wait for school hours": opened_modal(of_all, ZONE, leaves_at=NOW),
        "Open, one outsider reads along": opened_modal(of_all, ZONE, one_more),
        "Open, and hardly anybody is in the channel": opened_modal(of_all, ZONE, hardly_anybody),
    }


def _overview(*, draft: Review | None = None, agreed: Review | None = None) -> Overview:
    return Overview(setting=setting(), running=None, draft=draft, agreed=agreed, editions=(EDITION,))


def _form(overview: Overview, *, here: bool = False) -> View:
    form = Form(review=REVIEW, opener=LEADER, overview=overview, now=NOW, zone=ZONE, here=here)
    return review_modal(form)
