"""Home's first lines, and the modals of first use and of handing over."""

from dataclasses import dataclass

from bot.capabilities.home import texts
from bot.kit.buttons import ADD_LEADERS
from bot.kit.menus import labelled_menu
from bot.kit.pieces import aside, ask_first, button, buttons, heading, modal, say, say_plainly
from bot.kit.questions import PEOPLE, clock_picker, people_menu, person_menu, question, text_line
from bot.slack.blocks import Block, Confirm, View
from bot.slack.card import mention
from bot.slack.ids import Packed
from maturity_model.ids import PersonId, SettingId
from maturity_model.setting import LONGEST_NAME, Kind, Phase, Setting

NAME_SETTING = "home.name_setting"
STEP_DOWN = "home.step_down"
NAME, KIND, PHASE, OPENS, CLOSES, RUN_BY = "name", "kind", "phase", "opens_at", "closes_at", "run_by"
SCHOOL_STARTS, SCHOOL_ENDS = "08:00", "17:30"


@dataclass(frozen=True, kw_only=True)
class OfSetting(Packed):
    """Which setting a modal is about."""

    setting: SettingId


def welcome(*, admin: bool) -> tuple[Block, ...]:
    """Home before anybody has named the setting."""
    if not admin:
        return heading(texts.TITLE), say(texts.NOT_SET_UP)
    begin = button(texts.NAME_SETTING, NAME_SETTING, style="primary")
    return heading(texts.TITLE), say(texts.WELCOME), buttons(begin, block_id="home.first_use")


def first_lines(setting: Setting, person: PersonId, *, admin: bool) -> tuple[Block, ...]:
    """Home's first lines once the setting has its name; whoever may hand over finds the buttons here."""
    led_by = aside(texts.leaders([mention(leader) for leader in sorted(setting.leaders)]))
    lines = (heading(texts.TITLE), say_plainly(setting.name), led_by)
    leads = person in setting.leaders
    if not (leads or admin):
        return (*lines, aside(texts.WAITS_HERE))
    handing_over = [button(texts.ADD_LEADERS, ADD_LEADERS)]
    if leads and len(setting.leaders) > 1:
        handing_over.append(button(texts.STEP_DOWN, STEP_DOWN, confirm=_sure_to_step_down()))
    return (*lines, buttons(*handing_over, block_id="home.handing_over"))


def setting_modal(setting: SettingId, asker: PersonId) -> View:
    """The questions of first use; `setting` is the id that the setting will have, `asker` who fills it in."""
    return modal(
        texts.SETTING_TITLE,
        [
            question(NAME, texts.NAME, text_line(NAME, most=LONGEST_NAME)),
            question(KIND, texts.KIND, labelled_menu(KIND, _named(texts.KINDS), chosen=Kind.SCHOOL.name)),
            question(PHASE, texts.PHASE, labelled_menu(PHASE, _named(texts.PHASES), chosen=Phase.SECONDARY.name)),
            question(OPENS, texts.OPENS, clock_picker(OPENS, SCHOOL_STARTS), hint=texts.HOURS_HINT),
            question(CLOSES, texts.CLOSES, clock_picker(CLOSES, SCHOOL_ENDS)),
            question(PEOPLE, texts.LEADERS, people_menu(PEOPLE), hint=texts.LEADERS_HINT),
            question(RUN_BY, texts.RUN_BY, person_menu(RUN_BY, chosen=asker), hint=texts.RUN_BY_HINT),
        ],
        callback=NAME_SETTING,
        submit=texts.SAVE,
        metadata=OfSetting(setting=setting),
    )


def leaders_modal() -> View:
    """Who else leads careers."""
    return modal(
        texts.ADD_LEADERS_TITLE,
        [question(PEOPLE, texts.ADD_LEADERS_LABEL, people_menu(PEOPLE), hint=texts.ADD_LEADERS_HINT)],
        callback=ADD_LEADERS,
        submit=texts.ADD,
    )


def _named(labels: dict[Kind, str] | dict[Phase, str]) -> dict[str, str]:
    return {choice.name: label for choice, label in labels.items()}


def _sure_to_step_down() -> Confirm:
    return ask_first(texts.STEP_DOWN_TITLE, texts.STEP_DOWN_TEXT, yes=texts.STEP_DOWN, no=texts.STAY)
