"""Home's first lines and the modals of first use."""

from dataclasses import replace

from bot.capabilities.home import cards
from bot.capabilities.home.texts import HELP
from bot.kit.buttons import ADD_LEADERS
from bot.rehearsal.stand_in.limits.blocks import Surface, check_blocks
from bot.rehearsal.stand_in.limits.views import check_view
from maturity_model.ids import PersonId, SettingId
from maturity_model.setting import LONGEST_NAME
from tests import given
from tests.given import LEADER, STRANGER

CROWD = frozenset(PersonId(f"U0LEADING{n:02d}") for n in range(40))


def test_the_longest_name_and_many_leaders_fit_on_home() -> None:
    setting = replace(given.setting(leaders=CROWD), name="🎒" * LONGEST_NAME)

    blocks = cards.first_lines(setting, min(CROWD), admin=True)

    check_blocks(list(blocks), Surface.HOME)
    assert "and 35 more." in str(list(blocks))


def test_a_name_can_mention_nobody() -> None:
    setting = replace(given.setting(), name="<!channel>")

    blocks = list(cards.first_lines(setting, STRANGER, admin=False))

    assert [block["text"]["type"] for block in blocks if "<!channel>" in str(block)] == ["plain_text"]


def test_the_only_leader_is_offered_to_hand_over_and_not_to_step_down() -> None:
    alone = str(list(cards.first_lines(given.setting(), LEADER, admin=False)))
    setting = given.setting(leaders=frozenset({LEADER, STRANGER}))
    together = str(list(cards.first_lines(setting, LEADER, admin=False)))

    assert ADD_LEADERS in alone
    assert cards.STEP_DOWN not in alone
    assert cards.STEP_DOWN in together


def test_the_modals_can_be_shown() -> None:
    for view in (cards.setting_modal(SettingId("setting"), LEADER), cards.leaders_modal()):
        check_view(view, Surface.MODAL)


def test_help_promises_what_colleagues_see() -> None:
    assert "your careers leader and the facilitator see how many rows you've answered, never what" in HELP
