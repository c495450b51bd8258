"""A careers leader brings the publisher's guide: whole conversations through the real bot."""

from dataclasses import replace

import pytest

from bot.app import Bot
from bot.capabilities.guides import texts
from bot.capabilities.guides.cards import GIVE, LOOK, TAKE_OUT
from bot.kit.words import GIVE_THE_GUIDE
from bot.rehearsal.stand_in import LocalFile, StandIn
from bot.rehearsal.stand_in.breaking import error, http
from maturity_model.catalog import Edition, EditionId, RowId
from maturity_model.given_guide import MOST_TRIES
from maturity_model.ids import PersonId
from tests.bot.guide.divided import ASKED, MEANT, OWN, divided_pdf
from tests.bot.guide.small import GUIDE, LOST, OWN_FILE
from tests.bot.guide.typed import LINES, as_csv
from tests.scenarios.conftest import School
from tests.scenarios.leading import (
    actions,
    errors,
    filled,
    kept_setting,
    look_at_home,
    name_setting,
    press_home,
    running,
    send,
    words,
)

OFFICIAL = EditionId("schools-2031-official")
SCHOOL = {"kind": "SCHOOL", "phase": "SECONDARY"}
WHOLE = GUIDE.replace(f"## 2.1 Trips\n\n{LOST}", "<b>2.1 Trips</b>\tNow and then.\tYearly.\tTermly.\tAlways.")


def guide(text: str = GUIDE, *, name: str = "guide.md", claims: int | None = None) -> LocalFile:
    return LocalFile(name=name, content=text.encode(), claims=claims)


async def give(bot: Bot, school: School, file: LocalFile) -> None:
    """The careers leader presses the button on Home and hands over a file."""
    await press_home(school.leader, bot, GIVE)
    await send(school.leader, bot, file=[file])


async def bring(bot: Bot, school: School, file: LocalFile, **said: object) -> None:
    """The careers leader gives a guide, looks at what was found, and confirms it with what is to be said."""
    await give(bot, school, file)
    await press(bot, school, LOOK)
    await send(school.leader, bot, **said)


async def press(bot: Bot, school: School, action: str) -> None:
    """The careers leader presses a button of the newest message that has it."""
    message = next(m for m in reversed(school.leader.dm()) if action in str(m.blocks))
    answer = await school.leader.click(message, action_id=action)
    assert answer.ok, answer.problem
    await bot.settle()


def last_words(school: School) -> str:
    return words(school.leader.dm()[-1])


async def installed(bot: Bot, school: School) -> Edition | None:
    return await bot.deps.store.read(lambda tx: tx.editions.find(school.workspace, OFFICIAL))


@pytest.fixture(autouse=True)
async def named(bot: Bot, school: School) -> None:
    await name_setting(bot, school, **SCHOOL)


async def test_a_guide_is_given_looked_at_confirmed_and_offered_first(bot: Bot, school: School) -> None:
    assert texts.SUMMARY in await look_at_home(school.leader, bot)
    await give(bot, school, guide())
    assert await installed(bot, school) is None
    assert "3 of 3 rows" in last_words(school)
    assert "Row 2.1 has lost its columns" in last_words(school)

    await press(bot, school, LOOK)
    seen = words(school.leader.modal())
    await send(school.leader, bot)

    edition = await installed(bot, school)
    assert edition is not None
    assert edition.row(RowId("2.1")).statements[2].startswith("Trips are a routine part of the year.")
    assert "4 · Trips are a routine part of the year." in seen
    assert "offered first" in last_words(school)
    assert edition.title in await look_at_home(school.leader, bot)


async def test_a_review_may_then_go_by_the_publishers_words(bot: Bot, school: School) -> None:
    await bring(bot, school, guide())

    await press_home(school.leader, bot, "opening.start")
    await send(school.leader, bot, **filled(school))

    review = await running(bot, school)
    assert review is not None
    assert review.edition == OFFICIAL


async def test_a_careers_leader_may_correct_where_the_columns_end(bot: Bot, school: School) -> None:
    await give(bot, school, guide())
    await press(bot, school, LOOK)

    await send(school.leader, bot, ends="2.1 = 1, 2, 3")

    edition = await installed(bot, school)
    assert edition is not None
    assert [len(text.split("\n")) for text in edition.row(RowId("2.1")).statements] == [1, 1, 1, 4]


async def test_words_that_a_pdf_divides_are_asked_about_and_kept_as_the_leader_says(bot: Bot, school: School) -> None:
    await give(bot, school, LocalFile(name="guide.pdf", content=divided_pdf()))
    await press(bot, school, LOOK)
    asked = school.leader.modal()

    await send(school.leader, bot, hyphens=[OWN])

    edition = await installed(bot, school)
    assert [word for word in ASKED if word in str(asked)] == list(ASKED)
    assert edition is not None
    assert edition.row(RowId("1.2")).statements[0] == MEANT


@pytest.mark.parametrize("ends", ["2.1 = 3, 2, 1", "2.1", "1.1 = 1, 2, 3", "nothing", "2.1 = 1, 2, 3\n2.1 = 1, 2, 3"])
async def test_columns_that_cannot_be_are_refused_under_the_field(bot: Bot, school: School, ends: str) -> None:
    await give(bot, school, guide())
    await press(bot, school, LOOK)

    await send(school.leader, bot, ends=ends)

    assert list(errors(school.leader)) == ["ends"]
    assert await installed(bot, school) is None


async def test_a_column_too_long_for_a_statement_is_refused_under_the_field(bot: Bot, school: School) -> None:
    long = GUIDE.replace("Trips are a routine", f"{'Trips. ' * 280}Trips are a routine")
    await give(bot, school, guide(long))
    await press(bot, school, LOOK)

    await send(school.leader, bot, ends="2.1 = 1, 2, 3")

    assert "room for 2000 characters" in errors(school.leader)["ends"]


async def test_a_whole_guide_is_still_confirmed_before_it_is_used(bot: Bot, school: School) -> None:
    await give(bot, school, guide(WHOLE))
    before = await installed(bot, school)

    await press(bot, school, LOOK)
    await send(school.leader, bot)

    assert before is None
    assert await installed(bot, school) is not None


async def test_a_wording_given_by_mistake_is_taken_out_and_given_anew(bot: Bot, school: School) -> None:
    await bring(bot, school, guide(), ends="2.1 = 1, 2, 3")
    told = len(school.leader.dm())
    assert texts.SUMMARY not in await look_at_home(school.leader, bot)

    await press(bot, school, TAKE_OUT)

    assert await installed(bot, school) is None
    assert texts.TAKEN_OUT in last_words(school)
    assert len(school.leader.dm()) == told
    assert texts.SUMMARY in words(school.leader.home())
    await bring(bot, school, guide(), ends="2.1 = 2, 3, 5")
    edition = await installed(bot, school)
    assert edition is not None
    assert [len(text.split("\n")) for text in edition.row(RowId("2.1")).statements] == [2, 1, 2, 2]


async def test_a_wording_can_also_be_taken_out_from_home(bot: Bot, school: School) -> None:
    await bring(bot, school, guide())

    await press_home(school.leader, bot, TAKE_OUT)

    assert await installed(bot, school) is None
    home = await look_at_home(school.leader, bot)
    assert texts.SUMMARY in home
    assert texts.TAKE_OUT not in home


async def test_what_was_found_says_which_guide_it_is_before_anybody_confirms(bot: Bot, school: School) -> None:
    await give(bot, school, guide(WHOLE))
    told = last_words(school)
    await press(bot, school, LOOK)

    for said in (told, words(school.leader.modal())):
        assert "2031”, for schools" in said


async def test_a_wording_that_a_review_goes_by_is_not_taken_out(bot: Bot, school: School) -> None:
    await bring(bot, school, guide())
    await press_home(school.leader, bot, "opening.start")
    await send(school.leader, bot, **filled(school))

    await press(bot, school, TAKE_OUT)

    assert [whisper.text for whisper in school.leader.whispers()] == [texts.STAYS]
    assert await installed(bot, school) is not None


async def test_the_same_guide_again_changes_nothing_and_says_so(bot: Bot, school: School) -> None:
    for _ in range(2):
        await bring(bot, school, guide(WHOLE))

    assert "already" in last_words(school)


async def test_another_guide_of_that_name_is_asked_for_a_name_of_its_own(bot: Bot, school: School) -> None:
    await bring(bot, school, guide(WHOLE))
    kept = await installed(bot, school)

    await bring(bot, school, guide(WHOLE.replace("Somebody leads.", "Somebody leads!")))
    assert "another edition of that name" in last_words(school)
    await press(bot, school, LOOK)
    await send(school.leader, bot, name="ours-2031")

    assert await installed(bot, school) == kept
    ours = await bot.deps.store.read(lambda tx: tx.editions.find(school.workspace, EditionId("ours-2031")))
    assert ours is not None
    assert ours.row(RowId("1.1")).statements[0] == "Somebody leads!"


async def test_a_guide_that_does_not_say_for_whom_and_when_asks(bot: Bot, school: School) -> None:
    silent = WHOLE.replace("Small Schools", "Small places").replace("September 2031", "soon")
    await give(bot, school, guide(silent))
    await press(bot, school, LOOK)

    await send(school.leader, bot, kinds=["SCHOOL", "COLLEGE"], year="2031")

    edition = await installed(bot, school)
    assert edition is not None
    assert sorted(edition.kinds) == ["college", "school"]


async def test_an_editions_own_file_of_a_name_that_is_taken_is_used_under_another(bot: Bot, school: School) -> None:
    for text in (OWN_FILE, OWN_FILE.replace("Only", "Only this")):
        await bring(bot, school, guide(text, name="mine.toml"))
    assert "another edition of that name" in last_words(school)
    await press(bot, school, LOOK)
    await send(school.leader, bot, name="Our own!")
    assert "small letters" in last_words(school)
    await press(bot, school, LOOK)
    await send(school.leader, bot, name="ours-2031")

    ours = await bot.deps.store.read(lambda tx: tx.editions.find(school.workspace, EditionId("ours-2031")))
    assert ours is not None
    assert ours.rows[0].title == "Only this"


async def test_a_table_that_slack_names_only_by_its_id_is_read_as_a_table(
    bot: Bot, school: School, slack: StandIn
) -> None:
    slack.world.describe_files = False
    await give(bot, school, LocalFile(name="guide.csv", content=as_csv(LINES)))

    await press(bot, school, LOOK)
    await send(school.leader, bot, name="typed-2031", kinds=["COLLEGE"], year="2031")

    assert await bot.deps.store.read(lambda tx: tx.editions.find(school.workspace, EditionId("typed-2031")))


NOT_GUIDES: dict[str, LocalFile] = {
    "a letter": guide("A letter to parents.", name="letter.txt"),
    "bytes": LocalFile(name="guide.txt", content=b"\x00\xff\xfe\x00" * 50),
    "a broken PDF": LocalFile(name="guide.pdf", content=b"%PDF-1.7 and no more"),
    "nothing": LocalFile(name="guide.txt", content=b""),
}


@pytest.mark.parametrize("file", NOT_GUIDES.values(), ids=NOT_GUIDES)
async def test_what_is_no_guide_is_refused_plainly_and_nothing_is_kept(
    bot: Bot, school: School, file: LocalFile
) -> None:
    await give(bot, school, file)

    assert texts.CARD_HEADING in last_words(school)
    assert "Nothing was changed." in last_words(school)
    assert await installed(bot, school) is None


async def test_a_file_too_large_is_refused_under_the_field(bot: Bot, school: School) -> None:
    await press_home(school.leader, bot, GIVE)

    await send(school.leader, bot, file=[guide(claims=200_000_000)])

    assert errors(school.leader) == {"file": texts.FILE_TOO_LARGE}


async def test_a_row_too_few_is_named_and_can_only_be_used_when_somebody_counted(bot: Bot, school: School) -> None:
    start = WHOLE.index("<p><b>1.2 Who plans")
    short = WHOLE[:start] + WHOLE[WHOLE.index("## Theme 2") :]

    await give(bot, school, guide(short))
    told = last_words(school)
    await press(bot, school, LOOK)
    await send(school.leader, bot, rows="2")

    assert "2 of 3 rows" in told
    assert "row 1.2: Not found" in told
    edition = await installed(bot, school)
    assert edition is not None
    assert len(edition.rows) == 2


async def test_a_fault_of_the_guide_itself_cannot_be_confirmed_away(bot: Bot, school: School) -> None:
    await give(bot, school, guide(WHOLE.replace("<p>The plan is used.</p>\t", "")))

    assert "It has 3 columns instead of 4." in last_words(school)
    assert texts.CANNOT_USE in last_words(school)
    assert LOOK not in str(school.leader.dm()[-1].blocks)


async def test_only_careers_leaders_see_the_button(bot: Bot, school: School) -> None:
    for person in (school.admin, *school.colleagues, school.stranger):
        await look_at_home(person, bot)
        assert GIVE not in actions(person.home())


async def test_where_files_cannot_be_read_that_is_said_before_anything_is_asked(
    bot: Bot, school: School, slack: StandIn
) -> None:
    manifest = slack.world.manifest
    slack.world.manifest = replace(manifest, scopes=manifest.scopes - {"files:read"})

    await press_home(school.leader, bot, GIVE)

    assert texts.MAY_NOT_READ in words(school.leader.modal())


async def test_a_guide_that_was_used_is_not_used_again(bot: Bot, school: School) -> None:
    await bring(bot, school, guide(WHOLE))
    told = len(school.leader.dm())

    await press(bot, school, LOOK)

    assert [whisper.text for whisper in school.leader.whispers()] == [texts.ALREADY_SETTLED]
    assert len(school.leader.dm()) == told


async def test_while_slack_is_silent_the_guide_waits_and_is_then_read(bot: Bot, school: School, slack: StandIn) -> None:
    slack.break_next("files.info", http(503), times=50)
    await give(bot, school, guide(WHOLE))
    before = school.leader.dm()
    slack.mend()

    await bot.settle()

    assert before == []
    assert "3 of 3 rows" in last_words(school)


async def test_a_guide_that_slack_never_hands_over_is_given_up_and_that_is_said(
    bot: Bot, school: School, slack: StandIn
) -> None:
    slack.break_next("files.info", error("internal_error"), times=500)
    await give(bot, school, guide(WHOLE))

    for _ in range(MOST_TRIES):
        await bot.settle()

    assert texts.COULD_NOT in last_words(school)


async def test_a_leader_who_steps_down_meanwhile_brings_no_guide(bot: Bot, school: School) -> None:
    await give(bot, school, guide(WHOLE))
    await press(bot, school, LOOK)
    setting = await kept_setting(bot, school)
    assert setting is not None
    other = frozenset({PersonId(school.facilitator.id)})
    await bot.deps.store.write(lambda tx: tx.settings.put_leaders(setting, other))

    await send(school.leader, bot)

    assert await installed(bot, school) is None


async def test_the_button_says_what_it_is_for(bot: Bot, school: School) -> None:
    assert GIVE_THE_GUIDE in await look_at_home(school.leader, bot)
