"""The hours on a careers leader's Home, and the modal that changes them."""

from datetime import date

from bot.capabilities.school_hours import texts
from bot.kit.buttons import OfSetting
from bot.kit.pieces import aside, button, buttons, line, modal, say_plainly
from bot.kit.questions import clock_picker, question, text_area
from bot.slack.blocks import Block, View
from maturity_model.school_hours import closures_in, first_year_of
from maturity_model.setting import MOST_CLOSURES, Closure, Setting

SET_HOURS = "school_hours.set_hours"
OPENS, CLOSES, CLOSURES = "opens_at", "closes_at", "closures"
LONGEST_LIST = 3000  # Slack takes no more into one field


def hours_section(setting: Setting) -> tuple[Block, ...]:
    """Home's part for those who may change the hours."""
    opens_at, closes_at = _hours(setting)
    change = button(texts.SET_HOURS, SET_HOURS, OfSetting(setting=setting.id))
    return line(), aside(texts.hours(opens_at, closes_at)), buttons(change, block_id="school_hours")


def hours_modal(setting: Setting, today: date) -> View:
    """The hours and the closures as they count on this day, to be changed."""
    opens_at, closes_at = _hours(setting)
    written = "\n".join(map(texts.closure, closures_offered(setting, today)))
    area = text_area(CLOSURES, most=LONGEST_LIST, written=written)
    return modal(
        texts.TITLE,
        [
            say_plainly(setting.name),
            question(OPENS, texts.OPENS, clock_picker(OPENS, opens_at), hint=texts.HOURS_HINT),
            question(CLOSES, texts.CLOSES, clock_picker(CLOSES, closes_at)),
            question(CLOSURES, texts.CLOSURES, area, optional=True, hint=texts.CLOSURES_HINT),
        ],
        callback=SET_HOURS,
        submit=texts.SAVE,
        metadata=OfSetting(setting=setting.id),
    )


def closures_offered(setting: Setting, today: date) -> tuple[Closure, ...]:
    """The whole list to edit: what was entered, and the usual closures of this year and the next where nothing was.

    Closures of earlier academic years are left out, and the usual ones where there is no room for them.
    """
    this_year = first_year_of(today)
    offered = {each for each in setting.closures if first_year_of(each.last_on) >= this_year}
    for year in (this_year, this_year + 1):
        with_year = offered.union(closures_in(year, setting.closures))
        offered = with_year if len(with_year) <= MOST_CLOSURES else offered
    return tuple(sorted(offered))


def _hours(setting: Setting) -> tuple[str, str]:
    return setting.opens_at.isoformat("minutes"), setting.closes_at.isoformat("minutes")
