"""What the tests of the rules start from: a small edition, spreads, members and a review."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from maturity_model.catalog import COLUMNS, Column, Edition, EditionId, Row, RowId, Theme, Wording
from maturity_model.ids import ChannelId, PersonId, ReviewId, SettingId, WorkspaceId
from maturity_model.review import Capacity, Family, Member, Review, Role, Stage
from maturity_model.setting import Kind
from maturity_model.spread import Counts, Spread

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
MEETING = datetime(2026, 11, 12, 16, tzinfo=UTC)

LEADER = PersonId("U_LEADER")
FACILITATOR = PersonId("U_FACILITATOR")
SENCO = PersonId("U_SENCO")
GOVERNOR = PersonId("U_GOVERNOR")
STRANGER = PersonId("U_STRANGER")

Answer = tuple[Family | None, Column | None]

columns = st.sampled_from(COLUMNS)
families = st.one_of(st.none(), st.sampled_from(Family))
answers = st.lists(st.tuples(families, st.one_of(st.none(), columns)), max_size=30)
named_answers = st.lists(st.tuples(families, columns), min_size=1, max_size=30)
spreads = answers.map(Spread.of)


def rows(*ids: str) -> tuple[RowId, ...]:
    return tuple(map(RowId, ids))


def row(row_id: str) -> Row:
    statements = ("Now and then.", "Every year.", "Every term.", "In all we do.")
    return Row(id=RowId(row_id), title=f"Row {row_id}", purpose="So that it works.", statements=statements)


def edition(*, themes: int = 2, rows_each: int = 3) -> Edition:
    return Edition(
        id=EditionId("small-2026"),
        title="A small edition",
        wording=Wording.SUMMARY,
        mark="Plain-language summary",
        kinds=frozenset({Kind.SCHOOL}),
        year=2026,
        themes=tuple(
            Theme(
                number=number,
                title=f"Theme {number}",
                benchmarks=(1,),
                rows=tuple(row(f"{number}.{place}") for place in range(1, rows_each + 1)),
            )
            for number in range(1, themes + 1)
        ),
    )


def spread(*counts: int, cannot_judge: int = 0, by_family: dict[Family, Counts] | None = None) -> Spread:
    first, second, third, fourth = counts
    return Spread(counts=(first, second, third, fourth), cannot_judge=cannot_judge, families=by_family or {})


def named(family: Family | None, *chosen: int) -> list[Answer]:
    return [(family, Column(column)) for column in chosen]


def member(person: PersonId, *capacities: Capacity, role: Role | None = None, removed: bool = False) -> Member:
    held = frozenset(capacities or {Capacity.COLLEAGUE})
    return Member(person=person, capacities=held, role=role, removed=removed)


def review(
    *members: Member, stage: Stage = Stage.REFLECTING, meets_at: datetime = MEETING, opened: tuple[RowId, ...] = ()
) -> Review:
    return Review(
        id=ReviewId("review"),
        workspace=WorkspaceId("T_SCHOOL"),
        setting=SettingId("setting"),
        edition=EditionId("small-2026"),
        academic_year="2026/27",
        stage=stage,
        channel=ChannelId("C_CAREERS"),
        meets_at=meets_at,
        minutes=60,
        opened_by=LEADER,
        members={its.person: its for its in members},
        opened_rows=frozenset(opened),
    )
