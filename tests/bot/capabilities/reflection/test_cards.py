"""What colleagues read: the words that were promised, and Slack's limits with the longest texts there can be."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.capabilities.reflection.cards.drawing import card_of, standing_card
from bot.capabilities.reflection.cards.invitation import invitation_card
from bot.capabilities.reflection.cards.modals import note_modal, role_modal
from bot.capabilities.reflection.cards.row import row_card
from bot.capabilities.reflection.cards.values import ColumnChoice, RoleChoice
from bot.capabilities.reflection.cards.whole import home_section, overview_card, put_away_card, resting_card
from bot.capabilities.reflection.use_cases.looking import Desk
from bot.kit.buttons import OfReview, OfRow
from bot.kit.wordings import WHAT_CHANGED, WHAT_FOR
from bot.rehearsal.stand_in.limits.blocks import Surface, check_blocks
from bot.rehearsal.stand_in.limits.views import BLOCKS_TEXT, characters, check_view
from bot.slack.card import LONGEST_TEXT, Card
from bot.slack.ids import BadPayload
from maturity_model.catalog import MOST_THEMES, Change, Column, Edition, RowId
from maturity_model.ids import ReviewId
from maturity_model.reflection import LONGEST_NOTE, Note, Progress
from maturity_model.review import Role, Stage
from maturity_model.sheet import Sheet
from tests import given

LONDON = ZoneInfo("Europe/London")
(SENCO,) = given.colleagues(1)
FIRST = RowId("1.1")
NEVER_SAID = ("score", "grade", "average", "mark ", "pass ", "fail", "rank", "award", "level up", "submit")
ROWS = tuple(row.id for row in given.built_in().rows)


def sheet(
    answers: Mapping[str, int | None] | None = None,
    *,
    edition: Edition | None = None,
    stage: Stage = Stage.REFLECTING,
    opened: tuple[str, ...] = (),
    **about_member: Any,
) -> Sheet:
    """A SENCo's sheet."""
    review = replace(given.review(SENCO, stage=stage), opened_rows=frozenset(map(RowId, opened)))
    chosen = {RowId(row): None if column is None else Column(column) for row, column in (answers or {}).items()}
    return Sheet(
        review=review,
        member=replace(review.members[SENCO], **about_member),
        progress=Progress(edition=edition or given.built_in(), answers=chosen),
    )


def desk(of: Sheet) -> Desk:
    return Desk(sheet=of, setting=given.setting(), place=None)


def words(card: Card) -> str:
    """Everything that a card says, as it is read."""
    return "\n".join(_texts(card.payload()["blocks"]))


def _texts(part: object) -> list[str]:
    if isinstance(part, dict):
        own = [part["text"]] if isinstance(part.get("text"), str) else []
        return own + [text for value in part.values() for text in _texts(value)]
    if isinstance(part, list | tuple):
        return [text for value in part for text in _texts(value)]
    return []


def labels(card: Card) -> list[str]:
    """What stands on the buttons."""
    elements = [e for block in card.payload()["blocks"] for e in block.get("elements", ())]
    return [e["text"]["text"] for e in elements if e.get("type") == "button"]


def every_card(edition: Edition) -> list[Card]:
    """Every card there is, with the longest texts that can stand on it."""
    note = Note(text="<&>" * (LONGEST_NOTE // 3), may_be_shown=True)
    fresh, own = sheet(edition=edition), sheet(edition=edition, role=Role.OTHER, own_role="&" * 80)
    done = sheet(dict.fromkeys(ROWS), edition=edition)
    rows = [row_card(replace(s, note=note), row) for s in (fresh, done) for row in ROWS]
    frozen = row_card(replace(done, note=note, review=replace(done.review, opened_rows=frozenset(ROWS))), FIRST)
    whole = [overview_card(s, LONDON) for s in (fresh, done, replace(done, member=replace(done.member, finished=True)))]
    named = replace(given.setting(), name="&" * 120)
    return [
        *rows,
        frozen,
        *whole,
        *(resting_card(s, LONDON) for s in (fresh, done, replace(done, member=replace(done.member, finished=True)))),
        *(invitation_card(s, named, LONDON) for s in (fresh, own)),
    ]


@pytest.mark.parametrize("edition", [given.built_in(), given.longest_edition()], ids=["built-in", "longest"])
def test_no_card_is_over_slack_s_limits(edition: Edition) -> None:
    for card in every_card(edition):
        payload = card.payload()
        check_blocks(payload["blocks"], Surface.MESSAGE)
        assert len(payload["text"]) <= LONGEST_TEXT
        assert characters(payload["blocks"]) <= BLOCKS_TEXT


@pytest.mark.parametrize("themes", [1, MOST_THEMES])
def test_the_whole_of_the_largest_edition_fits_a_card(themes: int) -> None:
    largest = given.largest_edition(themes=themes)
    ids: list[str] = [row.id for row in largest.rows]
    fresh, done = (sheet(answers, edition=largest) for answers in ({}, dict.fromkeys(ids)))

    for its in (fresh, done, replace(done, member=replace(done.member, finished=True))):
        blocks = overview_card(its, LONDON).payload()["blocks"]
        check_blocks(blocks, Surface.MESSAGE)
        assert characters(blocks) <= BLOCKS_TEXT
        assert all(row in str(blocks) for row in ids)


def test_no_modal_and_no_home_is_over_slack_s_limits() -> None:
    note = Note(text="x" * LONGEST_NOTE, may_be_shown=True)
    longest = replace(sheet(edition=given.longest_edition()), note=note)

    check_view(note_modal(longest, FIRST), Surface.MODAL)
    check_view(role_modal(ReviewId("r" * 32)), Surface.MODAL)
    check_blocks(list(home_section([longest], LONDON, {})), Surface.HOME)


def test_no_card_says_what_this_review_is_not() -> None:
    for card in every_card(given.built_in()):
        statements = {s for row in given.built_in().rows for s in (*row.statements, row.title, row.purpose)}
        said = "\n".join(text for text in _texts(card.payload()["blocks"]) if text.strip() not in statements).lower()
        assert not [word for word in NEVER_SAID if word in said.replace("compass", "")]


def test_the_invitation_says_who_asks_when_how_long_and_who_sees_what() -> None:
    said = words(invitation_card(sheet(), given.setting(), LONDON))

    assert f"<@{given.LEADER}> asks for your view" in said
    assert "<!date^1796658300^" in said
    assert "Monday 7 December 2026, 15:45 (Europe/London)" in said
    assert "32 rows, about 35 minutes in all" in said
    assert "everybody reflects alone first, then you meet and agree together." in said
    assert "four statements, columns 1 to 4. Choose the one that fits your setting best" in said
    assert "how many rows you've answered, never what" in said
    assert "for each row whether answers are close, far apart or few, and nothing else" in said
    assert "everybody sees that, too. Each opened row shows how many chose each answer" in said
    assert "only where at least three people chose a column. A note is shown only if you tick that it may be" in said
    assert "Confidential isn't anonymous" in said
    assert f"<@{given.OFFICE}>, who runs this system, could technically look, and nobody else" in said
    assert "how our setting works, not about any person. It is never used for appraisal" in said
    assert given.built_in().mark in said


def test_the_invitation_asks_what_somebody_does_until_it_is_known() -> None:
    unknown = words(invitation_card(sheet(role=None), given.setting(), LONDON))
    known = words(invitation_card(sheet(role=Role.PSHE_LEAD), given.setting(), LONDON))
    own = words(invitation_card(sheet(role=Role.OTHER, own_role="<!channel>"), given.setting(), LONDON))

    assert "What do you do here?" in unknown
    assert "You're down as PSHE Lead" in known
    assert "You're down as <!channel>" in own


def test_a_row_is_shown_unaltered_with_its_place_its_progress_and_the_mark() -> None:
    row = given.built_in().row(RowId("2.3"))

    card = row_card(sheet({"1.1": 2, "1.2": None}), row.id)

    said = words(card)
    assert all(f"\n{statement}" in said for statement in row.statements)
    assert "Row 10 of 32, theme 2: Addressing the needs of all learners" in said
    assert "2 of 32 answered" in said
    assert given.built_in().mark in said
    assert all(focus in said for focus in ("occasional", "regular", "routine", "embedded"))
    assert all(statement in card.text.replace("&amp;", "&") for statement in row.statements)


def test_every_button_makes_sense_alone() -> None:
    offered = labels(row_card(sheet({"1.1": 2}), RowId("1.2")))

    assert offered == [
        "Column 1",
        "Column 2",
        "Column 3",
        "Column 4",
        "I can't say",
        "Add a note",
        "Which words differ?",
        "Back one row",
        "Skip this row",
        "I can't say for this theme",
        "Finish later",
        "That's all I can say",
    ]


def test_a_column_s_button_is_short_for_the_eye_and_whole_for_whoever_listens() -> None:
    blocks = row_card(sheet({"1.1": 2}), FIRST).payload()["blocks"]

    heard = {
        e["text"]["text"]: e["accessibility_label"]
        for b in blocks
        for e in b.get("elements", ())
        if "accessibility_label" in e
    }
    assert heard == {
        "Column 1": "Column 1 fits best",
        "Column 2 (yours)": "Column 2, your answer",
        "Column 3": "Column 3 fits best",
        "Column 4": "Column 4 fits best",
    }


def test_one_s_answer_is_marked_in_words() -> None:
    column = row_card(sheet({"1.1": 2}), FIRST)
    cannot_say = row_card(sheet({"1.1": None}), FIRST)

    assert "Column 2 (yours)" in labels(column)
    assert "Column 2 · regular · your answer" in words(column)
    assert "Take my answer back" in labels(column)
    assert "I can't say (yours)" in labels(cannot_say)
    assert "*Your answer: I can't say.*" in words(cannot_say)


def test_an_opened_row_says_that_it_is_frozen_and_offers_only_to_look_and_to_go_on() -> None:
    note = Note(text="It hangs on one person.", may_be_shown=False)
    frozen = replace(sheet({"1.2": 2}, opened=("1.2",), stage=Stage.AGREEING), note=note)

    card = row_card(frozen, RowId("1.2"))

    assert "answers to it stay as they are. *Yours: column 2.*" in words(card)
    assert labels(card)[:4] == ["Delete my note", "Which words differ?", "Back one row", "Go on"]
    assert not [label for label in labels(card) if "Column" in label]


def test_a_note_is_shown_to_its_author_with_who_else_may_see_it() -> None:
    shown = row_card(replace(sheet(), note=Note(text="*Ask* <@U1>", may_be_shown=True)), FIRST)
    own = row_card(replace(sheet(), note=Note(text="Just for me", may_be_shown=False)), FIRST)

    assert "Your note: *Ask* <@U1>" in words(shown)  # as plain text, in which nothing is markup
    assert "Once the row is opened in the meeting, it may be shown there without your name." in words(shown)
    assert "Only you see this note." in words(own)
    assert {"Change my note", "Delete my note"} <= set(labels(own))


@pytest.mark.parametrize(
    ("stage", "opened", "said"),
    [
        (Stage.REFLECTING, (), "Once the row is opened in the meeting, it may be shown there"),
        (Stage.AGREEING, ("1.2",), "Once the row is opened in the meeting, it may be shown there"),
        (Stage.AGREEING, ("1.1",), "It may be shown in the meeting, without your name."),
        (Stage.AGREED, ("1.1",), "The meeting is over. Your note is deleted together with your answers."),
        (Stage.AGREED, (), "The meeting is over. Your note is deleted together with your answers."),
        (Stage.CANCELLED, (), "This review was called off. Your note is deleted together with your answers."),
    ],
)
def test_what_is_said_of_a_note_is_true_at_every_stage(stage: Stage, opened: tuple[str, ...], said: str) -> None:
    noted = replace(sheet({"1.1": 2}, stage=stage, opened=opened), note=Note(text="Ask them", may_be_shown=True))

    card = row_card(noted, FIRST)

    assert said in words(card)
    assert words(card).count("may be shown") == (1 if noted.takes_answers else 0)


def test_the_tick_says_what_it_means() -> None:
    view = note_modal(replace(sheet(), note=Note(text="As it was", may_be_shown=True)), FIRST)

    _, text, tick = view["blocks"]
    assert text["element"]["initial_value"] == "As it was"
    assert tick["element"]["initial_options"][0]["value"] == "yes"
    assert tick["hint"]["text"] == (
        "Without the tick, only you see it. With it, the meeting sees the first 300 characters. Your name isn't shown, "
        "but colleagues may recognise your words. Please don't name or describe a learner."
    )


def test_only_where_there_is_a_note_is_it_said_how_to_delete_it() -> None:
    _, first, _ = note_modal(sheet(), FIRST)["blocks"]
    _, again, _ = note_modal(replace(sheet(), note=Note(text="As it was", may_be_shown=True)), FIRST)["blocks"]

    assert "hint" not in first
    assert again["hint"]["text"] == "Leave it empty to delete your note."


def test_the_whole_shows_every_answer_of_one_s_own() -> None:
    said = words(overview_card(sheet({"1.1": 2, "1.2": None, **dict.fromkeys(ROWS[2:], 3)}), LONDON))

    assert "All done, thank you" in said
    assert "You've answered all 32 rows. You can change any answer until the meeting opens its row." in said
    assert "1.1 *column 2* · Careers leadership and distributed leadership" in said
    assert "1.2 *I can't say* · Leaders' vision and intent for careers" in said
    assert all(f"{row} *" in said for row in ROWS)


@pytest.mark.parametrize(
    "of", [sheet(dict.fromkeys(ROWS, 2)), sheet({"1.1": 2}, finished=True)], ids=["all answered", "said all"]
)
def test_whoever_is_done_has_a_short_card_that_leads_to_all_answers(of: Sheet) -> None:
    short, whole = card_of(of, LONDON), put_away_card(of, LONDON)

    assert "See all my answers" in labels(short)
    assert "Look at a row again" in str(short.payload())
    assert "1.1 *column 2*" not in words(short)
    assert "1.1 *column 2*" in words(whole)


def test_the_edition_s_mark_stands_only_where_statements_are_spoken_of() -> None:
    of = sheet(dict.fromkeys(ROWS, 2))
    mark = given.built_in().mark

    assert mark in words(invitation_card(of, given.setting(), LONDON))
    assert mark in words(row_card(of, FIRST))
    assert mark not in words(resting_card(of, LONDON)) + words(overview_card(of, LONDON))


def test_whoever_said_all_is_told_that_reminders_end() -> None:
    card = overview_card(sheet({"1.1": 2}, finished=True), LONDON)

    assert "I won't remind you any more." in words(card)
    assert labels(card) == ["Carry on after all"]


def test_where_nothing_is_answered_yet_no_answers_are_said_to_be_saved() -> None:
    said = words(resting_card(sheet(), LONDON))

    assert said.startswith("I keep your place. You have 32 rows left")
    assert "saved" not in said


@pytest.mark.parametrize(
    "of", [sheet(dict.fromkeys(ROWS, 2)), sheet({"1.1": 2}, finished=True)], ids=["all answered", "said all"]
)
def test_where_nothing_is_left_nobody_is_asked_to_say_that_s_all(of: Sheet) -> None:
    assert "That's all I can say" in labels(row_card(sheet({"1.1": 2}), FIRST))
    assert "That's all I can say" not in labels(row_card(of, FIRST))


def test_once_the_meeting_has_opened_every_row_nobody_is_told_that_they_are_done() -> None:
    some = sheet(dict.fromkeys(ROWS[:20], 2), stage=Stage.AGREEING, opened=ROWS)

    for card in (resting_card(some, LONDON), overview_card(some, LONDON)):
        assert words(card).startswith("The meeting has opened every row")
        assert "You've answered 20 of 32 rows. Your answers stay as they are." in words(card)
        assert "You can change" not in words(card)
    assert "say what you think" in words(resting_card(sheet(stage=Stage.AGREEING, opened=ROWS), LONDON))


def test_during_the_meeting_it_is_not_said_to_be_still_to_come() -> None:
    before, during = (sheet({"1.1": 2}, stage=stage) for stage in (Stage.REFLECTING, Stage.AGREEING))

    assert "Meeting: <!date" in words(resting_card(before, LONDON))
    assert "The meeting is under way." in words(resting_card(during, LONDON))
    assert "Meeting: " not in words(resting_card(during, LONDON))


def test_finishing_later_says_what_is_left_and_how_to_come_back() -> None:
    card = resting_card(sheet(dict.fromkeys(ROWS[:20], 2)), LONDON)

    assert "Your answers are saved. You have 12 rows left, about 15 minutes." in words(card)
    assert labels(card) == ["Carry on", "That's all I can say"]


@pytest.mark.parametrize(
    ("of", "title"),
    [
        (sheet(), "Your view of careers, please"),
        (sheet({"1.1": 2}), "1.2 Leaders' vision and intent for careers"),
        (sheet({"1.1": 2}, finished=True), "That's all, thank you"),
        (sheet(dict.fromkeys(ROWS, 2)), "All done, thank you"),
        (sheet({"1.1": 2}, stage=Stage.AGREED), "the review is agreed"),
        (sheet(stage=Stage.CANCELLED), "This review was called off"),
    ],
    ids=["not begun", "begun", "said all", "all done", "agreed", "called off"],
)
def test_a_card_drawn_again_shows_what_stands(of: Sheet, title: str) -> None:
    card = standing_card(desk(replace(of, row=of.next)), LONDON)

    assert title in words(card)


@pytest.mark.parametrize("stage", [Stage.AGREED, Stage.CANCELLED])
def test_once_answers_are_deleted_no_card_says_that_there_were_none(stage: Stage) -> None:
    of = sheet(stage=stage)
    shown = [standing_card(desk(of), LONDON), overview_card(of, LONDON), row_card(of, FIRST)]
    opened = replace(of, review=replace(of.review, opened_rows=frozenset({FIRST})))

    for card in (*shown, row_card(opened, FIRST)):
        assert "what people answer is deleted eight weeks after a review ends" in words(card)
        assert "not answered" not in words(card)
        assert "hadn't answered" not in words(card)
        assert "0 of 32" not in words(card)


@pytest.mark.parametrize("stage", [Stage.AGREED, Stage.CANCELLED])
def test_once_answers_are_deleted_there_is_nothing_to_look_at(stage: Stage) -> None:
    of = sheet(stage=stage)

    for card in (resting_card(of, LONDON), overview_card(of, LONDON)):
        assert [block["type"] for block in card.blocks] == ["header", "section"]


def test_whoever_has_only_noted_something_still_finds_their_notes() -> None:
    noted = replace(sheet(stage=Stage.AGREED), has_notes=True)

    assert "See all my answers" in labels(resting_card(noted, LONDON))
    assert "deleted" not in words(resting_card(noted, LONDON))


def test_no_theme_is_cut_inside_a_word_in_the_menu_that_leads_to_it() -> None:
    [menu] = [
        e for b in row_card(sheet(), FIRST).blocks for e in b.get("elements", ()) if e.get("type") == "static_select"
    ]

    offered = [option["text"]["text"] for option in menu["options"]]
    assert offered[0] == "1 Careers leadership, vision and intent, and planning for development"
    assert offered[2] == "3 Understanding of Labour Market Information (LMI) and future pathway…"


def test_within_the_eight_weeks_the_card_shows_one_s_answers() -> None:
    assert "deleted eight weeks" not in words(overview_card(sheet({"1.1": 2}, stage=Stage.AGREED), LONDON))


def test_whoever_joins_during_the_meeting_is_not_asked_to_answer_before_it() -> None:
    said = words(invitation_card(sheet(stage=Stage.AGREEING), given.setting(), LONDON))

    assert "The meeting is under way.* You can still answer rows it hasn't opened." in said
    assert "before then" not in said


def test_whoever_was_removed_keeps_a_card_without_buttons() -> None:
    card = standing_card(None, LONDON)

    assert "not part of this review any more" in words(card)
    assert labels(card) == []


def test_home_says_how_much_is_left_and_offers_to_carry_on() -> None:
    def home(of: Sheet) -> str:
        return "\n".join(_texts(list(home_section([of], LONDON, {}))))

    assert "You have 12 rows left, about 15 minutes." in home(sheet(dict.fromkeys(ROWS[:20], 2)))
    assert "Carry on" in home(sheet({"1.1": 2}))
    assert "Begin" in home(sheet())
    assert "Look at my answers" in home(sheet(dict.fromkeys(ROWS, 2)))
    assert home_section([], LONDON, {}) == ()


def test_the_card_of_a_sheet_is_its_row_or_the_whole() -> None:
    assert "1.1 " in words(card_of(replace(sheet(), row=FIRST), LONDON))
    assert "All done" in words(card_of(sheet(dict.fromkeys(ROWS, 2)), LONDON))


@pytest.mark.parametrize("value", ['["r","1.1",7]', '["r","1.1",0]', '["r","1.1",true]', '["r","1.1"]', "", "[" * 9000])
def test_a_forged_choice_is_refused(value: str) -> None:
    with pytest.raises(BadPayload):
        ColumnChoice.decode(value)


def test_what_a_button_carries_comes_back() -> None:
    review = ReviewId("r" * 32)

    assert ColumnChoice.decode(ColumnChoice(review=review, row=FIRST, column=4).encode()).column == 4
    assert OfRow.decode(OfRow(review=review, row=FIRST).encode()).row == FIRST
    assert OfReview.decode(OfReview(review=review).encode()).review == review
    with pytest.raises(BadPayload):
        RoleChoice.decode(f'["{review}","KING"]')


def test_a_summary_says_on_the_card_what_a_row_is_for() -> None:
    purpose = given.built_in().row(FIRST).purpose

    assert purpose in words(row_card(sheet(), FIRST))


def test_an_official_edition_keeps_what_a_row_is_for_until_somebody_asks() -> None:
    edition = given.longest_edition()

    card = row_card(sheet(edition=edition), FIRST)

    assert edition.row(FIRST).purpose not in words(card)
    assert edition.row(FIRST).statements[3].splitlines()[-1].removeprefix("• ") in words(card)


@pytest.mark.parametrize(
    ("change", "purpose", "offered"),
    [
        pytest.param(Change(core="Clarified.", reason="To say more."), "", WHAT_CHANGED, id="a row that was changed"),
        pytest.param(None, "To describe how.", WHAT_FOR, id="a row with its purpose alone"),
        pytest.param(None, "", None, id="a row of which no more is said"),
    ],
)
def test_an_official_edition_offers_what_more_it_says_of_a_row(
    change: Change | None, purpose: str, offered: str | None
) -> None:
    whole = given.longest_edition()
    row = replace(whole.row(FIRST), change=change, purpose=purpose)
    edition = replace(whole, themes=(replace(whole.themes[0], rows=(row, *whole.themes[0].rows[1:])),))

    card = row_card(sheet(edition=edition), FIRST)

    assert {WHAT_CHANGED, WHAT_FOR} & set(labels(card)) == ({offered} if offered else set())
