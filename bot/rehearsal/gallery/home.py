"""Home's first lines for each sort of person, the modals of first use and of handing over, and help."""

from collections.abc import Iterator

from bot.capabilities.home.cards import first_lines, leaders_modal, setting_modal, welcome, which_modal
from bot.capabilities.home.texts import HELP
from bot.capability import Viewer
from bot.kit.pieces import home
from bot.rehearsal.gallery.made_up import (
    ADMIN,
    COLLEAGUE,
    CROWD,
    LEADER,
    SETTING,
    WORKSPACE,
    setting,
    settings,
    whispered,
)
from bot.rehearsal.gallery.sample import Sample, seen_by
from bot.slack.blocks import View
from maturity_model.ids import PersonId
from maturity_model.setting import Setting


def samples() -> Iterator[Sample]:
    """Before the setting has its name, and after."""
    alone, many = setting(), setting(LEADER, *CROWD)
    yield from seen_by("workspace admin", _seen_by_admins(many))
    yield from seen_by(
        "colleague",
        {
            "Home before anybody has set the bot up, no admin": home(welcome(admin=False)),
            "Home's first lines": _home(COLLEAGUE, many),
            "Home's first lines for a colleague of two settings": _home(COLLEAGUE, *settings(2)),
            "Home's first lines for somebody of no setting": _home(COLLEAGUE, None),
            "Help, typed as a command": whispered(HELP),
        },
    )
    yield from seen_by(
        "careers leader",
        {
            "Home of the only careers leader": _home(LEADER, alone),
            "Home of one of many careers leaders": _home(LEADER, many),
            "Home of a careers leader of six hundred settings": _home(LEADER, *settings(600)),
            "Adding a careers leader": leaders_modal(alone),
        },
    )


def _seen_by_admins(many: Setting) -> dict[str, View]:
    return {
        "Home before anybody has set the bot up": home(welcome(admin=True)),
        "First use: what the setting is": setting_modal(SETTING, ADMIN),
        "Home of an admin who leads nothing": _home(ADMIN, many, admin=True),
        "Another setting": setting_modal(SETTING, ADMIN, settings(30)),
        "Home of an admin where there are several settings": _home(ADMIN, None, others=settings(3), admin=True),
        "For which setting to add a careers leader": which_modal(settings(3)),
    }


def _home(
    person: PersonId, shown: Setting | None, *more: Setting, others: tuple[Setting, ...] = (), admin: bool = False
) -> View:
    settings = (shown, *more) if shown else more
    viewer = Viewer(workspace=WORKSPACE, person=person, admin=admin, setting=shown, settings=settings, others=others)
    return home(first_lines(viewer))
