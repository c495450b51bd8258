"""Made-up values that several samples share: people, a setting, its reviews, and texts as long as they can be."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from bot.kit.pieces import say
from bot.slack.card import Card
from maturity_model.action import LONGEST_ACTION, ActionState, ReviewAction
from maturity_model.agenda import Order
from maturity_model.agreement import LONGEST_REASON
from maturity_model.catalog import RowId
from maturity_model.edition_file import built_in_editions
from maturity_model.ids import ActionId, ChannelId, NoticeId, PersonId, ReviewId, SettingId, WorkspaceId
from maturity_model.notice import Notice, NoticeState
from maturity_model.reflection import LONGEST_NOTE
from maturity_model.review import MOST_COLLEAGUES, Capacity, Member, Review, Role, Stage
from maturity_model.setting import Kind, Phase, Setting

ZONE = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 25, 16, 15, tzinfo=UTC)
MEETING = datetime(2026, 12, 16, 15, 45, tzinfo=UTC)  # no day has a longer name than a Wednesday in December

WORKSPACE, SETTING, REVIEW = WorkspaceId("T0GALLERY00"), SettingId("5e" * 16), ReviewId("7e" * 16)
LEADER, FACILITATOR, COLLEAGUE = PersonId("U0CAREERSLEADER"), PersonId("U0FACILITATOR"), PersonId("U0COLLEAGUE")
OFFICE, ADMIN, STRANGER = PersonId("U0OFFICEIT"), PersonId("U0WORKSPACEADMIN"), PersonId("U0STRANGER")
CONSULTANT, BOT = PersonId("U0CONSULTANT"), PersonId("U0CAREERSREVIEW")
CHANNEL = ChannelId("C0AGREEMENT")
CROWD = tuple(PersonId(f"U0COLLEAGUE{number:03d}") for number in range(1, MOST_COLLEAGUES + 1))
"""As many colleagues as a review can hold."""

CALLED: Mapping[str, str] = {
    LEADER: "Careers Leader",
    FACILITATOR: "Facilitator",
    COLLEAGUE: "SENCo",
    OFFICE: "IT Technician",
    ADMIN: "Workspace Admin",
    STRANGER: "School Office",
    CONSULTANT: "Careers Consultant",
    BOT: "Careers Review",
    CHANNEL: "careers-review",
    **{person: f"Colleague {number}" for number, person in enumerate(CROWD, start=1)},
}
"""What to call those whom a sample mentions, by the id of a person or a channel."""

EDITION = next(iter(built_in_editions().values()))
FIRST_ROW = RowId("1.1")
LONGEST_ROW = RowId("4.3")
"""The row with the longest title, and with the most to read in all."""

LONGEST_NAME = (
    "The Archbishop of the Northern Estuary Church of England Academy and Sixth Form College for Science, Arts and "
    "Technology"
)
LONGEST_OWN_ROLE = "Designated safeguarding lead, Head of Year 11, and Duke of Edinburgh coordinator"
LONGEST_OF_ROLES = Role.SLT_PASTORAL_TO_TEACHING


def filled(most: int, *sentences: str) -> str:
    """The sentences over and over, in exactly so many characters."""
    whole = " ".join(sentences) + " "
    return (whole * (most // len(whole) + 1))[: most - 1].rstrip().ljust(most, ".")


NOTE = filled(
    LONGEST_NOTE,
    "Years 7 to 9 have it in tutor time, but whether it happens depends on the tutor & the week.",
    "The employers' day in March was the best thing we did all year, but nobody wrote down who came.",
    "I only see the part of it that our learners with an EHCP get, and that part works well.",
)
REASON = filled(
    LONGEST_REASON,
    "It is planned for every year group & written down, but we could not say that all tutors do it.",
    "The governors see it once a year. We agreed to look at the autumn term's plan again before Easter.",
)

ACTION = ReviewAction(
    id=ActionId("ac" * 16),
    workspace=WORKSPACE,
    setting=SETTING,
    review=REVIEW,
    row=LONGEST_ROW,
    text=filled(
        LONGEST_ACTION,
        "Ask every department to name one lesson a year that shows where its subject leads & who uses it at work.",
        "Bring the list to the curriculum meeting in spring, and put the dates into the calendar.",
    ),
    owner=COLLEAGUE,
    due_on=date(2027, 9, 22),  # no day has a longer name than a Wednesday in September
    added_by=LEADER,
)
"""An action with the longest text there can be, on the row with the longest title."""
ACTIONS = tuple(replace(ACTION, row=row, state=state) for row in (FIRST_ROW, LONGEST_ROW) for state in ActionState)


def setting(*leaders: PersonId) -> Setting:
    """The setting with the longest name there can be; its careers leader leads alone where nobody is named."""
    return Setting(
        id=SETTING,
        workspace=WORKSPACE,
        name=LONGEST_NAME,
        kind=Kind.SCHOOL,
        phase=Phase.SECONDARY,
        opens_at=time(8, 0),
        closes_at=time(17, 30),
        run_by=OFFICE,
        leaders=frozenset(leaders or (LEADER,)),
    )


def settings(count: int) -> tuple[Setting, ...]:
    """So many settings of one workspace, with names as long as they can be."""
    ids = (SettingId(f"{number:032x}") for number in range(count))
    return tuple(replace(setting(), id=each) for each in ids)


def review(
    *,
    colleagues: Iterable[PersonId] = CROWD,
    facilitators: Iterable[PersonId] = (FACILITATOR,),
    stage: Stage = Stage.REFLECTING,
    opened: Iterable[RowId] = (),
    order: Order | None = None,
) -> Review:
    """A review with as many people as it can hold, by default under way and before its meeting."""
    return Review(
        id=REVIEW,
        workspace=WORKSPACE,
        setting=SETTING,
        edition=EDITION.id,
        academic_year="2026/27",
        stage=stage,
        channel=CHANNEL,
        meets_at=MEETING,
        minutes=120,
        opened_by=LEADER,
        order=order,
        members=_members(colleagues, facilitators),
        opened_rows=frozenset(opened),
    )


def _members(colleagues: Iterable[PersonId], facilitators: Iterable[PersonId]) -> dict[PersonId, Member]:
    roles = list(Role)
    members = {
        person: Member(person=person, capacities=frozenset({Capacity.COLLEAGUE}), role=roles[place % len(roles)])
        for place, person in enumerate(colleagues)
    }
    for person in facilitators:
        known = members.get(person) or Member(person=person, capacities=frozenset())
        members[person] = known.taking_part_as(Capacity.FACILITATOR)
    return members


def notice(state: NoticeState, *, person: PersonId | None = None, failure: str | None = None) -> Notice:
    """A message that was owed, and what became of it."""
    return Notice(
        id=NoticeId(1),
        key=f"gallery:{person}",
        kind="gallery",
        workspace=WORKSPACE,
        setting=SETTING,
        review=REVIEW,
        due_at=NOW,
        person=person,
        channel=None if person else CHANNEL,
        state=state,
        failure=failure,
    )


def whispered(sentence: str) -> Card:
    """A sentence that the bot says without a card, as it looks in Slack."""
    return Card(text=sentence, blocks=(say(sentence),))
