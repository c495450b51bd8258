"""What the meeting's cards say, and that no data puts them over Slack's limits."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.capabilities.agreement.cards.agenda import agenda_card
from bot.capabilities.agreement.cards.home import meeting_section
from bot.capabilities.agreement.cards.row import reason_modal, row_card
from bot.capabilities.agreement.use_cases.agenda import Agenda, AgendaRow
from bot.capabilities.agreement.use_cases.home import MeetingOnHome
from bot.capabilities.agreement.use_cases.rows import RowOnTable
from bot.rehearsal.stand_in.limits.blocks import Surface, check_blocks
from bot.rehearsal.stand_in.limits.views import BLOCKS_TEXT, characters, check_view
from bot.slack.card import Card
from maturity_model.agenda import Order
from maturity_model.agreement import LONGEST_REASON, Agreement, OpenedRow
from maturity_model.catalog import MOST_THEMES, Column, Edition, RowId
from maturity_model.disclosure import Audience, Moment, disclose
from maturity_model.reflection import LONGEST_NOTE, LONGEST_NOTE_SHOWN, Note
from maturity_model.review import Family, Stage
from maturity_model.spread import Closeness, Counts, Spread
from tests import given
from tests.given import FACILITATOR, NOW

LONDON = ZoneInfo("Europe/London")
ROW = RowId("1.3")
WIDE = Spread(counts=(6, 0, 1, 5), cannot_judge=2)
LONG_NOTE = ("<!channel> *all* & more وهكذا 🎓 " * 100)[:LONGEST_NOTE]
REVIEW = replace(given.review(*given.colleagues(4), stage=Stage.AGREEING), order=Order.MODEL)


def words(card: Card) -> str:
    """Everything that a card says."""
    return "\n".join(texts_in(card.payload()["blocks"]))


def texts_in(part: Any) -> list[str]:  # noqa: ANN401 - blocks are anything
    if isinstance(part, dict):
        own = [part["text"]] if isinstance(part.get("text"), str) else []
        return own + [text for value in part.values() for text in texts_in(value)]
    return [text for value in part for text in texts_in(value)] if isinstance(part, list) else []


def actions(card: Card) -> list[str]:
    """The action ids of a card, in their order."""
    blocks = card.payload()["blocks"]
    return [element["action_id"] for block in blocks if block["type"] == "actions" for element in block["elements"]]


def check(card: Card) -> None:
    check_blocks(card.payload()["blocks"], Surface.MESSAGE)
    assert characters(card.payload()["blocks"]) <= BLOCKS_TEXT


def on_table(
    spread: Spread = WIDE,
    *notes: str,
    edition: Edition | None = None,
    agreement: Agreement | None = None,
    agreed: int = 5,
    **opened: Any,
) -> RowOnTable:
    edition = edition or given.built_in()
    shown = [Note(text=note, may_be_shown=True) for note in notes]
    return RowOnTable(
        review=REVIEW,
        edition=edition,
        row=edition.row(ROW),
        opened=OpenedRow(row=ROW, spread=spread, opened_at=NOW, **opened),
        disclosed=disclose(spread, shown, audience=Audience.CHANNEL, moment=Moment.ROW_OPENED),
        agreement=agreement,
        agreed=agreed,
    )


def agreement(**more: Any) -> Agreement:
    return Agreement(row=ROW, column=Column(3), recorded_by=FACILITATOR, recorded_at=NOW, **more)


def an_agenda(
    rows: Mapping[int, AgendaRow] | None = None,
    *,
    edition: Edition | None = None,
    stage: Stage = Stage.AGREEING,
    shown: str | None = None,
) -> Agenda:
    """An agenda in which every row is untouched but those given by their place."""
    edition = edition or given.built_in()
    known = rows or {}
    return Agenda(
        review=replace(REVIEW, stage=stage),
        edition=edition,
        rows=tuple(
            known.get(place) or AgendaRow(row=row, closeness=Closeness.WIDE)
            for place, row in enumerate(edition.rows, start=1)
        ),
        shown=RowId(shown) if shown else None,
    )


def agenda_row(place: int, *, edition: Edition | None = None, **opened: Any) -> AgendaRow:
    row = (edition or given.built_in()).rows[place - 1]
    agreed_at = opened.pop("agreed_at", None)
    spread = Spread(counts=(0, 0, 9, 1), cannot_judge=0)
    kept = OpenedRow(row=row.id, spread=spread, opened_at=NOW, **opened)
    return AgendaRow(row=row, closeness=Closeness.CLOSE, opened=kept, agreed_at=agreed_at)


def test_a_rows_card_shows_its_statements_the_counts_and_how_far_apart_they_are() -> None:
    table = on_table()

    said = words(row_card(table, LONDON))

    assert all(statement in said for statement in table.row.statements)
    assert "Column 1 · occasional" in said
    assert "Column 1  ██████  6\nColumn 2          0\nColumn 3  █       1\nColumn 4  █████   5" in said
    assert "*Wide.*" in said
    assert "2 people said “I can't say”." in said
    assert "5 of 32 agreed" in said
    assert table.edition.mark in said


def test_a_screen_reader_hears_the_counts_and_what_to_do() -> None:
    text = row_card(on_table(), LONDON).text

    assert text.startswith("Row 1.3 Strategic careers planning. Wide: 6 at column 1, 1 at column 3, 5 at column 4")
    assert "5 at column 4. 2 people said “I can't say”." in text
    assert "the facilitator records the column" in text


def test_one_person_who_cannot_say_is_one_person() -> None:
    said = words(row_card(on_table(Spread(counts=(6, 0, 1, 5), cannot_judge=1)), LONDON))

    assert "1 person said “I can't say”." in said


def test_what_to_do_stands_right_above_the_buttons_that_record() -> None:
    blocks = row_card(on_table(), LONDON).payload()["blocks"]

    above = next(place for place, block in enumerate(blocks) if block["type"] == "actions") - 1
    assert blocks[above]["type"] == "context"
    assert "the facilitator records the column" in blocks[above]["elements"][0]["text"]


def test_four_buttons_record_the_column_and_make_sense_alone() -> None:
    card = row_card(on_table(), LONDON)

    assert actions(card) == [
        *(f"agreement.record:{column}" for column in (1, 2, 3, 4)),
        "agreement.park",
        "agreement.next_row",
        "wording.compare",
    ]
    assert all(f"Agree column {column}" in words(card) for column in (1, 2, 3, 4))


def test_few_answers_show_no_count_and_encourage_to_talk() -> None:
    card = row_card(on_table(Spread(counts=(1, 0, 0, 1), cannot_judge=7), "Mine alone"), LONDON)

    said = words(card) + card.text
    assert "Too few of you named a column for me to show numbers. Talk first, then choose together." in said
    assert "█" not in said
    assert "can't say" not in said
    assert "Mine alone" not in said
    assert " at column" not in said


def test_many_answers_keep_the_bars_as_long_as_a_phone_is_wide() -> None:
    said = words(row_card(on_table(Spread(counts=(1, 0, 150, 49), cannot_judge=0)), LONDON))

    assert f"Column 3  {'█' * 20}  150" in said
    assert f"Column 1  █{' ' * 19}  1" in said


def test_families_are_shown_only_where_they_may_be() -> None:
    counts: Counts = (3, 0, 0, 1)
    shown = Spread(counts=(6, 0, 1, 2), cannot_judge=0, families={Family.CAREERS: counts})

    assert "Careers: 3 at column 1, 1 at column 4" in words(row_card(on_table(shown), LONDON))
    assert "*By groups of roles*" in words(row_card(on_table(shown), LONDON))
    assert "groups of roles" not in words(row_card(on_table(WIDE), LONDON))


def test_five_notes_are_shown_and_the_others_counted() -> None:
    said = words(row_card(on_table(WIDE, *(f"Note {number}" for number in range(1, 8))), LONDON))

    assert "Note 5" in said
    assert "Note 6" not in said
    assert "and 2 more" in said


def test_a_note_too_long_for_the_meeting_says_that_it_is_shortened() -> None:
    short, long = "x" * LONGEST_NOTE_SHOWN, "y" * LONGEST_NOTE

    said = words(row_card(on_table(WIDE, short, long), LONDON)).splitlines()

    assert short in said
    assert f"{'y' * (LONGEST_NOTE_SHOWN - 1)}… (shortened)" in said


def test_a_note_can_ping_nobody() -> None:
    blocks = row_card(on_table(WIDE, "<!channel> <@U0LEADER001> look & see"), LONDON).payload()["blocks"]

    check_blocks(blocks, Surface.MESSAGE)
    [notes] = [block for block in blocks if "<!channel>" in str(block)]
    assert notes["type"] == "rich_text"


def test_an_agreed_row_says_what_by_whom_and_when() -> None:
    card = row_card(on_table(agreement=agreement(reason="Tutors & heads <all> agree")), LONDON)

    said = words(card)
    assert "*Agreed: column 3 (best fit).* Recorded by <@U0FACILIT01>, <!date^" in said
    assert "Column 3 · routine · agreed" in said
    assert "Why: Tutors & heads <all> agree" in said
    assert "Change the reason" in said
    assert actions(card)[:-1] == ["agreement.explain", "agreement.change", "actions.add", "agreement.next_row"]
    assert "records the column" not in said


def test_what_was_agreed_and_why_stand_right_under_the_heading() -> None:
    card = row_card(on_table(agreement=agreement(reason="Tutors agree")), LONDON)

    _, agreed, why, *_ = card.payload()["blocks"]
    assert agreed["text"]["text"].startswith("*Agreed: column 3 (best fit).*")
    assert why["text"]["text"] == "Why: Tutors agree"


def test_a_row_without_a_reason_offers_to_add_one() -> None:
    assert "Add a reason" in words(row_card(on_table(agreement=agreement()), LONDON))


def test_the_last_agreed_row_leads_to_the_agenda() -> None:
    card = row_card(on_table(agreement=agreement(), agreed=32), LONDON)

    assert actions(card)[-2] == "agreement.show_agenda"


def test_a_parked_row_says_so_and_can_still_be_agreed() -> None:
    card = row_card(on_table(parked=True), LONDON)

    assert "*Parked.*" in words(card)
    assert "agreement.park" not in actions(card)
    assert "agreement.record:1" in actions(card)


def test_a_listed_row_says_at_which_column_and_that_it_may_be_agreed_here() -> None:
    card = row_card(on_table(to_agree_together=Column(3)), LONDON)

    said = "*On the list to agree together,* at column 3. You can also talk about it and agree it here"
    assert said in words(card)
    assert said in card.text
    assert "Talk about it. Then" not in words(card)


@pytest.mark.parametrize("stage", [Stage.AGREED, Stage.CANCELLED])
@pytest.mark.parametrize("standing", [{}, {"parked": True}, {"to_agree_together": Column(3)}])
def test_a_row_that_the_meeting_left_open_says_so_once_it_is_over(stage: Stage, standing: dict[str, Any]) -> None:
    over = replace(on_table(**standing), review=replace(REVIEW, stage=stage))

    card = row_card(over, LONDON)

    for said in (words(card), card.text):
        assert "*Not agreed.* The meeting ended without a column for this row." in said
        assert "records the column" not in said
        assert "comes back" not in said
    assert actions(card) == (["wording.compare"] if stage is Stage.AGREED else [])


def test_a_finished_reviews_row_has_nothing_to_press_that_changes_it() -> None:
    finished = replace(on_table(agreement=agreement()), review=replace(REVIEW, stage=Stage.AGREED))

    assert actions(row_card(finished, LONDON)) == ["wording.compare"]


@pytest.mark.parametrize("agreed", [None, agreement(reason="&" * LONGEST_REASON, together=True)])
def test_the_longest_row_fits(agreed: Agreement | None) -> None:
    families: dict[Family, Counts] = dict.fromkeys(Family, (10, 10, 10, 10))
    spread = Spread(counts=(50, 50, 50, 50), cannot_judge=99, families=families)
    table = on_table(spread, *[LONG_NOTE] * 200, edition=given.longest_edition(), agreement=agreed)

    check(row_card(table, LONDON))


def test_the_longest_statements_leave_room_for_fewer_notes_and_none_is_kept_quiet_about() -> None:
    said = words(row_card(on_table(WIDE, *[LONG_NOTE] * 200, edition=given.longest_edition()), LONDON))

    assert said.count("(shortened)") == 2
    assert "and 198 more" in said


def test_the_longest_reason_fits_its_modal() -> None:
    view = reason_modal(REVIEW.id, agreement(reason="&" * LONGEST_REASON))

    check_view(view, Surface.MODAL)
    assert view["blocks"][1]["element"]["initial_value"] == "&" * LONGEST_REASON


def test_the_agenda_says_how_far_the_meeting_is_and_what_comes_next() -> None:
    agreed = {place: agenda_row(place, agreed_at=Column(2)) for place in range(1, 9)}
    card = agenda_card(an_agenda(agreed, shown="2.2"))

    said = words(card)
    assert "▰▰▱▱▱▱▱▱▱▱  *8 of 32 agreed*" in said
    assert "Rows come in order · 60 minutes planned" in said
    assert "*Now:* 2.2 " in said
    assert "Next: 2.3 " in said
    assert card.text.startswith("Agreement meeting: 8 of 32 agreed. Next: 2.3 ")


def test_the_agenda_lists_rows_to_agree_together_and_lets_one_be_pulled_out() -> None:
    card = agenda_card(an_agenda({3: agenda_row(3, to_agree_together=Column(3))}))

    assert "1.3 column 3 · Strategic careers planning" in words(card).splitlines()
    assert "Agree this row" in words(card)
    assert "agreement.pull_out" in actions(card)
    assert "Would you rather talk about it?" in words(card)


def test_one_row_alone_is_asked_about_as_one() -> None:
    def asked(*places: int) -> str:
        listed = {place: agenda_row(place, to_agree_together=Column(3)) for place in places}
        elements = [e for block in agenda_card(an_agenda(listed)).blocks for e in block.get("elements", ())]
        return str(next(e["confirm"] for e in elements if e.get("action_id") == "agreement.agree_together"))

    assert "Agree this row?" in asked(3)
    assert "Each row" not in asked(3)
    assert "Each row is recorded at the column beside it." in asked(3, 4)


def test_the_list_is_in_the_model_s_order_clipped_and_says_a_word_only_where_rows_are_not_close() -> None:
    listed = [agenda_row(place, to_agree_together=Column(3)) for place in range(1, 33)]
    apart = {32: replace(listed[31], closeness=Closeness.SOME_SPREAD)}
    agenda = an_agenda(dict(enumerate(listed, start=1)) | apart)

    blocks = agenda_card(replace(agenda, rows=agenda.rows[::-1])).payload()["blocks"]

    [rows] = [texts_in(block) for block in blocks if block["type"] == "rich_text"]
    assert [line.split()[0] for line in rows] == [row.id for row in given.built_in().rows]
    assert rows[-1] == "6.3 column 3 · Personal guidance resourcing (some spread)"
    assert not [line for line in rows[:-1] if line.endswith(")") or len(line) > 75]


def test_no_theme_is_cut_inside_a_word_in_the_menu_of_rows() -> None:
    [*_, go_to] = [e for block in agenda_card(an_agenda()).blocks for e in block.get("elements", ())]

    assert go_to["option_groups"][2]["label"]["text"] == (
        "3 Understanding of Labour Market Information (LMI) and future pathway…"
    )


def test_a_row_pulled_out_is_off_the_list() -> None:
    out = agenda_row(3, to_agree_together=Column(3), pulled_out_by=given.colleagues(1)[0])
    card = agenda_card(an_agenda({3: out, 4: agenda_row(4, to_agree_together=Column(2))}))

    assert "1.3 column 3" not in words(card)
    assert "U0COLLEAG01" not in str(card.payload())


def test_parked_rows_are_named() -> None:
    assert "*Parked until the end*\n1.3 Strategic careers planning" in words(
        agenda_card(an_agenda({3: agenda_row(3, parked=True)}))
    )


def test_finishing_asks_first_and_names_the_open_rows() -> None:
    blocks = agenda_card(an_agenda({1: agenda_row(1, agreed_at=Column(2))})).payload()["blocks"]

    [finish] = [
        e for b in blocks if b["type"] == "actions" for e in b["elements"] if e["action_id"] == "agreement.finish"
    ]
    assert finish["confirm"]["text"]["text"].startswith("31 rows are still open.")
    assert "The picture will show them as “not agreed”." in finish["confirm"]["text"]["text"]


def test_when_all_is_agreed_there_is_only_the_end_to_go_to() -> None:
    every = {place: agenda_row(place, agreed_at=Column(2)) for place in range(1, 33)}
    card = agenda_card(an_agenda(every))

    assert actions(card) == ["agreement.finish", "agreement.go_to_row"]
    assert "All 32 rows are agreed." in str(card.payload())


def test_a_finished_agenda_has_nothing_to_press_and_names_what_is_open() -> None:
    card = agenda_card(an_agenda({1: agenda_row(1, agreed_at=Column(2))}, stage=Stage.AGREED))

    assert actions(card) == []
    assert "31 rows were not agreed; the picture says so." in words(card)


def test_a_cancelled_agenda_says_so() -> None:
    card = agenda_card(an_agenda(stage=Stage.CANCELLED))

    assert actions(card) == []
    assert "cancelled" in card.text


@pytest.mark.parametrize(
    "state",
    [{"to_agree_together": Column(3)}, {"parked": True}, {"agreed_at": Column(4)}, {"pulled_out_by": FACILITATOR}],
)
def test_the_longest_agenda_fits(state: dict[str, Any]) -> None:
    longest = given.longest_edition()
    rows = {place: agenda_row(place, edition=longest, **state) for place in range(1, 33)}

    check(agenda_card(an_agenda(rows, edition=longest, shown="1.1")))


@pytest.mark.parametrize("themes", [1, MOST_THEMES])
@pytest.mark.parametrize("state", [{"to_agree_together": Column(3)}, {"parked": True}, {"agreed_at": Column(4)}])
def test_the_agenda_of_the_largest_edition_fits(themes: int, state: dict[str, Any]) -> None:
    largest = given.largest_edition(themes=themes)
    rows = {place: agenda_row(place, edition=largest, **state) for place in range(1, len(largest.rows) + 1)}

    check(agenda_card(an_agenda(rows, edition=largest, shown=largest.rows[0].id)))


def test_home_says_how_many_have_finished_and_offers_two_ways_to_begin() -> None:
    ahead = MeetingOnHome(
        review=replace(REVIEW, stage=Stage.REFLECTING), edition=given.built_in(), finished=3, agreed=0, words={}
    )

    card = Card(text="Home", blocks=meeting_section(ahead, LONDON))

    assert "3 of 4 have finished." in words(card)
    assert "60 minutes" in words(card)
    assert actions(card) == ["agreement.open_meeting:model", "agreement.open_meeting:widest"]


def test_home_shows_one_word_a_row_and_nothing_else_of_the_answers() -> None:
    edition = given.longest_edition()
    said = {row.id: Closeness.CLOSE for row in edition.rows}
    said |= {RowId("1.1"): Closeness.WIDE, RowId("2.3"): Closeness.WIDE, RowId("2.2"): Closeness.FEW_ANSWERS}
    ahead = MeetingOnHome(
        review=replace(REVIEW, stage=Stage.REFLECTING), edition=edition, finished=3, agreed=0, words=said
    )

    card = Card(text="Home", blocks=meeting_section(ahead, LONDON))

    check_blocks(card.payload()["blocks"], Surface.HOME)
    assert "Wide: 1.1, 2.3\nFew answers: 2.2\nThe other 29 are close." in words(card)
    assert "some spread" not in words(card).lower()


def test_home_says_it_in_a_word_where_all_rows_are_close() -> None:
    edition = given.built_in()
    close = {row.id: Closeness.CLOSE for row in edition.rows}
    ahead = MeetingOnHome(
        review=replace(REVIEW, stage=Stage.REFLECTING), edition=edition, finished=3, agreed=0, words=close
    )

    assert "All 32 rows are close." in words(Card(text="Home", blocks=meeting_section(ahead, LONDON)))


def test_home_leads_back_to_an_open_meetings_agenda() -> None:
    open_one = MeetingOnHome(review=REVIEW, edition=given.built_in(), finished=4, agreed=7, words={})

    card = Card(text="Home", blocks=meeting_section(open_one, LONDON))

    assert "The meeting is open in <#C0000000001>: 7 of 32 agreed." in words(card)
    assert actions(card) == ["agreement.show_agenda"]
