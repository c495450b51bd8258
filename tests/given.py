"""What tests start from: a setting, a review with its people, answers, and the longest edition there can be."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from maturity_model.catalog import (
    COLUMNS,
    LONGEST_CHANGE,
    LONGEST_ROW_ID,
    LONGEST_TITLE,
    MOST_ROWS,
    Change,
    Column,
    Edition,
    EditionId,
    Row,
    RowId,
    Theme,
    Wording,
)
from maturity_model.edition_file import built_in_editions
from maturity_model.ids import ChannelId, PersonId, ReviewId, SettingId, WorkspaceId
from maturity_model.notice import PlannedNotice
from maturity_model.reflection import Reflection
from maturity_model.review import Capacity, Member, Review, Role, Stage
from maturity_model.school_hours import school_hours
from maturity_model.setting import Kind, Phase, Setting
from storage.store import Store
from storage.transaction import Transaction

ZONE = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday in term
MEETING = datetime(2026, 12, 7, 15, 45, tzinfo=UTC)
WORKSPACE = WorkspaceId("T0000000001")
SETTING = SettingId(f"setting-{WORKSPACE}")
LEADER, FACILITATOR, STRANGER = PersonId("U0LEADER001"), PersonId("U0FACILIT01"), PersonId("U0STRANGER1")
OFFICE = PersonId("U0OFFICE001")
CHANNEL = ChannelId("C0000000001")
LINES = "\n• & <so> *on* — وهكذا, and then\n• the second point\nA paragraph & another :tada: <!channel> of them."
LONGEST_STATEMENT, LONGEST_ROW_TITLE = Wording.OFFICIAL.longest_statement, LONGEST_TITLE


def built_in() -> Edition:
    """The edition that comes with the bot."""
    return next(iter(built_in_editions().values()))


def longest_edition() -> Edition:
    """The built-in edition's shape with texts as long as an official wording may have, and characters that escape."""
    whole = built_in()
    themes = tuple(replace(theme, rows=tuple(map(_longest, theme.rows))) for theme in whole.themes)
    return replace(whole, wording=Wording.OFFICIAL, themes=themes)


def _longest(row: Row) -> Row:
    first, second, third, fourth = (_long(s, LONGEST_STATEMENT, LINES) for s in row.statements)
    change = Change(core=_long("Clarified", LONGEST_CHANGE, LINES), reason=_long("To say", LONGEST_CHANGE, LINES))
    return replace(
        row,
        title=_long(row.title, LONGEST_ROW_TITLE),
        purpose=_long(row.purpose, Wording.OFFICIAL.longest_purpose),
        statements=(first, second, third, fourth),
        change=change,
    )


def _long(text: str, length: int, more: str = " & <so> on — وهكذا ") -> str:
    return (text + more * length)[:length]


def largest_edition(*, themes: int) -> Edition:
    """As many rows as an edition may have, in so many themes, with the longest ids and titles."""
    each, more = divmod(MOST_ROWS, themes)
    title = ("Careers & all that leads there, " * LONGEST_TITLE)[:LONGEST_TITLE]
    return replace(
        built_in(),
        wording=Wording.OFFICIAL,
        themes=tuple(
            Theme(
                number=number,
                title=title,
                benchmarks=(),
                rows=tuple(
                    replace(_made_up(f"{number}-{place}-".ljust(LONGEST_ROW_ID, "M")), title=title)
                    for place in range(1, each + (number <= more) + 1)
                ),
            )
            for number in range(1, themes + 1)
        ),
    )


def college_edition() -> Edition:
    """An edition for colleges, all of it made up: other themes than the built-in one has, fewer rows, and other ids."""
    first = Theme(number=1, title="People", benchmarks=(), rows=(_made_up("A1"), _made_up("A2")))
    second = Theme(number=2, title="Places", benchmarks=(5, 6), rows=(_made_up("B1"),))
    return Edition(
        id=EditionId("college-made-up"),
        title="A made-up model for colleges",
        wording=Wording.OFFICIAL,
        mark="Made up for tests. Nobody publishes this.",
        kinds=frozenset({Kind.COLLEGE}),
        year=2026,
        themes=(first, second),
    )


def _made_up(row: str) -> Row:
    first, second, third, fourth = (f"In row {row} this is made up for column {column}." for column in COLUMNS)
    return Row(
        id=RowId(row), title=f"Made-up row {row}", purpose="", statements=(first, second, third, fourth), change=None
    )


def setting(*, workspace: WorkspaceId = WORKSPACE, leaders: frozenset[PersonId] = frozenset({LEADER})) -> Setting:
    return Setting(
        id=SettingId(f"setting-{workspace}"[:32]),
        workspace=workspace,
        name="Riverside School",
        kind=Kind.SCHOOL,
        phase=Phase.SECONDARY,
        opens_at=time(8, 0),
        closes_at=time(17, 30),
        run_by=OFFICE,
        leaders=leaders,
    )


def hillside(*, workspace: WorkspaceId = WORKSPACE, leaders: frozenset[PersonId] = frozenset({LEADER})) -> Setting:
    """Another setting, in the same workspace."""
    whole = setting(workspace=workspace, leaders=leaders)
    return replace(whole, id=SettingId(f"hillside-{workspace}"[:32]), name="Hillside School", kind=Kind.SPECIAL_SCHOOL)


def of_hillside(review: Review) -> Review:
    """A review like this one, of the other setting."""
    other = hillside(workspace=review.workspace)
    return replace(review, id=ReviewId(f"hillside-review-{review.workspace}"[:32]), setting=other.id)


def colleagues(count: int) -> tuple[PersonId, ...]:
    return tuple(PersonId(f"U0COLLEAG{n:02d}") for n in range(1, count + 1))


def review(
    *people: PersonId,
    workspace: WorkspaceId = WORKSPACE,
    facilitators: tuple[PersonId, ...] = (FACILITATOR,),
    leaders: tuple[PersonId, ...] = (LEADER,),
    channel: ChannelId = CHANNEL,
    stage: Stage = Stage.REFLECTING,
) -> Review:
    """A review in which `people` answer, by default under way."""
    roles = list(Role)
    held: dict[PersonId, set[Capacity]] = {}
    for person in people:
        held.setdefault(person, set()).add(Capacity.COLLEAGUE)
    for person in facilitators:
        held.setdefault(person, set()).add(Capacity.FACILITATOR)
    for person in leaders:
        held.setdefault(person, set()).add(Capacity.CAREERS_LEADER)
    return Review(
        id=ReviewId(f"review-{workspace}"[:32]),
        workspace=workspace,
        setting=setting(workspace=workspace).id,
        edition=built_in().id,
        academic_year="2026/27",
        stage=stage,
        channel=channel,
        meets_at=MEETING,
        minutes=60,
        opened_by=leaders[0],
        members={
            person: Member(person=person, capacities=frozenset(capacities), role=roles[place % len(roles)])
            for place, (person, capacities) in enumerate(held.items())
        },
    )


async def kept(store: Store, review: Review, *, at: datetime = NOW, invite: bool = False) -> Review:
    """The review, saved with its setting; with `invite`, its colleagues' invitations are due."""
    leaders = frozenset(p for p, m in review.members.items() if m.holds(Capacity.CAREERS_LEADER))

    def decide(tx: Transaction) -> None:
        if tx.settings.find(review.workspace, review.setting) is None:
            whole = setting(workspace=review.workspace, leaders=leaders)
            other = hillside(workspace=review.workspace, leaders=leaders)
            tx.settings.add(whole if review.setting == whole.id else other, at=at)
        tx.reviews.add(review, at=at)
        for member in review.colleagues if invite else ():
            tx.notices.plan(invitation(review, member.person, at=at))

    await store.write(decide)
    return review


async def installed(store: Store, edition: Edition, *, at: datetime = NOW) -> Edition:
    """The edition, known to every workspace."""
    await store.write(lambda tx: tx.editions.install(edition, workspace=None, person=None, at=at))
    return edition


def invitation(review: Review, person: PersonId, *, at: datetime = NOW) -> PlannedNotice:
    return PlannedNotice(
        key=f"invitation:{review.id}:{person}",
        kind="invitation",
        workspace=review.workspace,
        setting=review.setting,
        review=review.id,
        due_at=at,
        person=person,
        subject=f"person:{person}",
        useful_until=review.meets_at,
    )


def at_any_hour(notice: PlannedNotice) -> PlannedNotice:
    """The same notice, which waits for no school hours: for programs that run by the clock on the wall.

    So far this is true of kinds that leave at once where it would otherwise be too late, such as invitations.
    """
    hours = school_hours(setting(), ZONE)
    opening = hours.next_open(notice.due_at)
    waits = opening is not None and opening > notice.due_at
    return replace(notice, useful_until=opening if waits else hours.morning_after(notice.due_at))


async def answered(
    store: Store, review: Review, answers: Mapping[PersonId, Mapping[str, int | None]], *, at: datetime = NOW
) -> None:
    """Save these answers: person → row → column, None where they cannot judge."""

    def decide(tx: Transaction) -> None:
        for person, columns in answers.items():
            for row, column in columns.items():
                chosen = None if column is None else Column(column)
                tx.reflections.put(review, Reflection(person=person, row=RowId(row), column=chosen, answered_at=at))

    await store.write(decide)
