"""Home's first lines, and the modals of first use and of handing over."""

from collections.abc import Sequence

from bot.capabilities.home import texts
from bot.capability import Viewer
from bot.kit.buttons import ADD_LEADERS, OfSetting
from bot.kit.menus import labelled_menu
from bot.kit.pieces import aside, ask_first, button, buttons, heading, modal, say, say_plainly
from bot.kit.questions import PEOPLE, clock_picker, people_menu, person_menu, question, text_line
from bot.kit.which_setting import setting_menu, which_setting_modal
from bot.kit.words import WHICH_SETTING
from bot.slack.blocks import Block, Confirm, View
from bot.slack.card import mention
from maturity_model.ids import PersonId, SettingId
from maturity_model.setting import LONGEST_NAME, Kind, Phase, Setting

NAME_SETTING = "home.name_setting"
STEP_DOWN = "home.step_down"
CHOOSE_SETTING, LEADERS_OF = "home.choose_setting", "home.leaders_of"
NAME, KIND, PHASE, OPENS, CLOSES, RUN_BY = "name", "kind", "phase", "opens_at", "closes_at", "run_by"
SCHOOL_STARTS, SCHOOL_ENDS = "08:00", "17:30"


def welcome(*, admin: bool) -> tuple[Block, ...]:
    """Home before anybody has named the setting."""
    if not admin:
        return heading(texts.TITLE), say(texts.NOT_SET_UP)
    begin = button(texts.NAME_SETTING, NAME_SETTING, style="primary")
    return heading(texts.TITLE), say(texts.WELCOME), buttons(begin, block_id="home.first_use")


def first_lines(viewer: Viewer) -> tuple[Block, ...]:
    """Home's first lines once a setting has its name: which one is in view, and what this person may do about it."""
    return heading(texts.TITLE), *_in_view(viewer.setting), *_which(viewer), *_looking_after(viewer)


def _in_view(setting: Setting | None) -> tuple[Block, ...]:
    if setting is None:
        return ()
    return say_plainly(setting.name), aside(texts.leaders([mention(leader) for leader in sorted(setting.leaders)]))


def _which(viewer: Viewer) -> tuple[Block, ...]:
    """A menu for whoever has several settings to choose from."""
    offered = (*viewer.settings, *viewer.others)
    if len(offered) == 1 or not offered:
        return ()
    chosen = viewer.setting.id if viewer.setting else None
    menu = setting_menu(CHOOSE_SETTING, offered, chosen=chosen)
    return (say(WHICH_SETTING, accessory=menu, block_id="home.which_setting"),)


def _looking_after(viewer: Viewer) -> tuple[Block, ...]:
    """The buttons of whoever may hand over, or name another setting."""
    setting = viewer.setting
    leads = setting is not None and viewer.person in setting.leaders
    steps = []
    if setting and (leads or viewer.admin):
        steps.append(button(texts.ADD_LEADERS, ADD_LEADERS, OfSetting(setting=setting.id)))
    if setting and leads and len(setting.leaders) > 1:
        sure = _sure_to_step_down(setting)
        steps.append(button(texts.STEP_DOWN, STEP_DOWN, OfSetting(setting=setting.id), confirm=sure))
    if viewer.admin:
        steps.append(button(texts.NAME_ANOTHER, NAME_SETTING))
    return (buttons(*steps, block_id="home.handing_over"),) if steps else (aside(texts.WAITS_HERE),)


def setting_modal(setting: SettingId, asker: PersonId, known: Sequence[Setting] = ()) -> View:
    """The questions of first use, and of each setting that joins those that are `known` already.

    `setting` is the id that the setting will have, `asker` who fills it in.
    """
    here = [say_plainly(texts.here_already([each.name for each in known]))] if known else []
    return modal(
        texts.ANOTHER_TITLE if known else texts.SETTING_TITLE,
        [
            *here,
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


def leaders_modal(setting: Setting) -> View:
    """Who else leads careers in a setting."""
    label = texts.add_leaders_label(setting.name)
    return modal(
        texts.ADD_LEADERS_TITLE,
        [question(PEOPLE, label, people_menu(PEOPLE), hint=texts.ADD_LEADERS_HINT)],
        callback=ADD_LEADERS,
        submit=texts.ADD,
        metadata=OfSetting(setting=setting.id),
    )


def which_modal(settings: Sequence[Setting]) -> View:
    """Asks for which setting somebody names more careers leaders."""
    return which_setting_modal(texts.ADD_LEADERS_TITLE, settings, callback=LEADERS_OF)


def _named(labels: dict[Kind, str] | dict[Phase, str]) -> dict[str, str]:
    return {choice.name: label for choice, label in labels.items()}


def _sure_to_step_down(setting: Setting) -> Confirm:
    return ask_first(texts.STEP_DOWN_TITLE, texts.step_down_text(setting.name), yes=texts.STEP_DOWN, no=texts.STAY)
