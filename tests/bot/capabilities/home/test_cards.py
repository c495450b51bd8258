"""Home's first lines and the modals of first use."""

from dataclasses import replace

import pytest

from bot.capabilities.home import cards
from bot.capabilities.home.texts import HELP
from bot.capability import Viewer
from bot.kit.buttons import ADD_LEADERS, OfSetting
from bot.rehearsal.stand_in.limits.blocks import Surface, check_blocks
from bot.rehearsal.stand_in.limits.views import check_view
from maturity_model.ids import PersonId, SettingId
from maturity_model.setting import LONGEST_NAME, Setting
from tests import given
from tests.given import LEADER, STRANGER, WORKSPACE

CROWD = frozenset(PersonId(f"U0LEADING{n:02d}") for n in range(40))


def looking(person: PersonId, *settings: Setting, admin: bool = False) -> Viewer:
    """Somebody who looks at the first of these settings."""
    return Viewer(workspace=WORKSPACE, person=person, admin=admin, setting=settings[0], settings=settings)


def many(count: int) -> tuple[Setting, ...]:
    """So many settings with names as long as they may be."""
    longest = replace(given.setting(), name="🎒" * LONGEST_NAME)
    return tuple(replace(longest, id=SettingId(f"setting-{number}")) for number in range(count))


def test_the_longest_name_and_many_leaders_fit_on_home() -> None:
    setting = replace(given.setting(leaders=CROWD), name="🎒" * LONGEST_NAME)

    blocks = cards.first_lines(looking(min(CROWD), setting, admin=True))

    check_blocks(list(blocks), Surface.HOME)
    assert "and 35 more." in str(list(blocks))


def test_a_name_can_mention_nobody() -> None:
    setting = replace(given.setting(), name="<!channel>")

    blocks = list(cards.first_lines(looking(STRANGER, setting)))

    assert [block["text"]["type"] for block in blocks if "<!channel>" in str(block)] == ["plain_text"]


def test_the_only_leader_is_offered_to_hand_over_and_not_to_step_down() -> None:
    alone = str(list(cards.first_lines(looking(LEADER, given.setting()))))
    setting = given.setting(leaders=frozenset({LEADER, STRANGER}))
    together = str(list(cards.first_lines(looking(LEADER, setting))))

    assert ADD_LEADERS in alone
    assert cards.STEP_DOWN not in alone
    assert cards.STEP_DOWN in together


def test_the_modals_can_be_shown() -> None:
    longest = replace(given.setting(), name="🎒" * LONGEST_NAME)
    views = (
        cards.setting_modal(SettingId("setting"), LEADER),
        cards.setting_modal(SettingId("setting"), LEADER, [longest] * 600),
        cards.leaders_modal(longest),
        cards.which_modal(many(600)),
    )

    for view in views:
        check_view(view, Surface.MODAL)


@pytest.mark.parametrize("count", [2, 100, 101, 600])
def test_however_many_settings_there_are_each_can_be_chosen(count: int) -> None:
    settings = many(count)

    blocks = list(cards.first_lines(looking(LEADER, *settings)))

    check_blocks(blocks, Surface.HOME)
    [menu] = [block["accessory"] for block in blocks if "accessory" in block]
    options = menu.get("options") or [option for group in menu["option_groups"] for option in group["options"]]
    assert [option["value"] for option in options] == [OfSetting(setting=each.id).encode() for each in settings]
    assert menu["initial_option"] == options[0]


def test_who_has_one_setting_is_not_asked_which() -> None:
    assert "Which setting?" not in str(list(cards.first_lines(looking(LEADER, given.setting()))))


def test_only_an_admin_is_offered_another_setting() -> None:
    assert cards.NAME_SETTING not in str(list(cards.first_lines(looking(LEADER, given.setting()))))
    assert cards.NAME_SETTING in str(list(cards.first_lines(looking(LEADER, given.setting(), admin=True))))


def test_who_belongs_to_no_setting_is_told_what_to_expect() -> None:
    blocks = list(cards.first_lines(Viewer(workspace=WORKSPACE, person=STRANGER, admin=False)))

    assert "wait for you here" in str(blocks)
    assert "Careers is led by" not in str(blocks)


def test_help_promises_what_colleagues_see() -> None:
    assert "your careers leader and the facilitator see how many rows you've answered, never what" in HELP
