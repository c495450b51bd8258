"""Home's first lines for each sort of person, the modals of first use and of handing over, and help."""

from collections.abc import Iterator

from bot.capabilities.home.cards import first_lines, leaders_modal, setting_modal, welcome
from bot.capabilities.home.texts import HELP
from bot.kit.pieces import home
from bot.rehearsal.gallery.made_up import ADMIN, COLLEAGUE, CROWD, LEADER, SETTING, setting, whispered
from bot.rehearsal.gallery.sample import Sample, seen_by


def samples() -> Iterator[Sample]:
    """Before the setting has its name, and after."""
    alone, many = setting(), setting(LEADER, *CROWD)
    yield from seen_by(
        "workspace admin",
        {
            "Home before anybody has set the bot up": home(welcome(admin=True)),
            "First use: what the setting is": setting_modal(SETTING, ADMIN),
            "Home of an admin who leads nothing": home(first_lines(many, ADMIN, admin=True)),
        },
    )
    yield from seen_by(
        "colleague",
        {
            "Home before anybody has set the bot up, no admin": home(welcome(admin=False)),
            "Home's first lines": home(first_lines(many, COLLEAGUE, admin=False)),
            "Help, typed as a command": whispered(HELP),
        },
    )
    yield from seen_by(
        "careers leader",
        {
            "Home of the only careers leader": home(first_lines(alone, LEADER, admin=False)),
            "Home of one of many careers leaders": home(first_lines(many, LEADER, admin=False)),
            "Adding a careers leader": leaders_modal(),
        },
    )
