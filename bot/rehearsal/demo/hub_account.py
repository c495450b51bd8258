"""What came of the hub's year, for reading on the screen."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.capabilities.bookings.texts import STATES
from bot.kit.hub_words import week_in_words
from bot.rehearsal.demo.calendar import WENT, ZONE
from bot.rehearsal.demo.hub import HubKept, HubPerformance
from bot.rehearsal.stories.hub_cast import HUB
from maturity_model.booking import BookingState
from maturity_model.booking_week import BookingWeek
from maturity_model.hub import MemberSetting
from maturity_model.hub_page import SettingState
from maturity_model.notice_kinds import WEEKS_ANNOUNCED

WITHOUT_A_WEEK = {
    BookingState.NOT_THIS_TIME: STATES[SettingState.NOT_THIS_TIME],
    None: STATES[SettingState.NOT_READY],
}


def tell_hub(console: Console, performance: HubPerformance) -> None:
    """Tell which setting got which week, who heard of them, and who has none."""
    kept = performance.kept
    console.print(f"\n[bold]{HUB} has held its four weeks[/bold]")
    console.print(_heard(kept))
    table = Table(box=None, pad_edge=False)
    table.add_column("week")
    table.add_column("places", justify="right")
    table.add_column("confirmed")
    for week in kept.weeks:
        table.add_row(Text(week_in_words(week)), str(week.places), Text(", ".join(_confirmed(kept, week)) or "nobody"))
    console.print(table)
    console.print(Text(f"Without a week: {'; '.join(_without(kept))}."))


def _heard(kept: HubKept) -> str:
    sent = [notice for notice in kept.notices if notice.kind == WEEKS_ANNOUNCED and notice.state in WENT]
    settings = len({notice.setting for notice in sent})
    first = min(notice.settled_at for notice in sent if notice.settled_at).astimezone(ZONE)
    by_hand = sum(not member.in_slack for member in kept.members)
    return (
        f"{settings} settings heard of them in Slack on {first:%a %d %b %Y} from {first:%H:%M} on, {len(sent)} careers "
        f"leaders in all; {by_hand} by an e-mail that their consultant was given the words for."
    )


def _confirmed(kept: HubKept, week: BookingWeek) -> Iterable[str]:
    with_it = {b.member for b in kept.bookings if b.state is BookingState.CONFIRMED and b.week == week.id}
    return (member.name for member in kept.members if member.id in with_it)


def _without(kept: HubKept) -> Iterable[str]:
    states = {booking.member: booking.state for booking in kept.bookings}
    return (_why(member, states.get(member.id)) for member in kept.members if states.get(member.id) in WITHOUT_A_WEEK)


def _why(member: MemberSetting, state: BookingState | None) -> str:
    return f"{member.name} ({WITHOUT_A_WEEK[state].lower()})"
