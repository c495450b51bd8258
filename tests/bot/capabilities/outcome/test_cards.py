"""What the outcome says, and that no edition breaks Slack's limits with it."""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.capabilities.outcome import texts
from bot.capabilities.outcome.cards.comparison import comparison_modal
from bot.capabilities.outcome.cards.home import home_blocks
from bot.capabilities.outcome.cards.modals import choosing_modal, reopening_modal
from bot.capabilities.outcome.cards.posted import figures_card, picture, reopened_card, resources_card
from bot.capabilities.outcome.cards.values import COMPARE
from bot.capabilities.outcome.use_cases.home import Agreed
from bot.capabilities.outcome.use_cases.telling import Posted
from bot.kit.pieces import short_title
from bot.rehearsal.stand_in.limits.blocks import Surface, check_blocks
from bot.rehearsal.stand_in.limits.text import check_markup
from bot.rehearsal.stand_in.limits.views import BLOCKS_TEXT, characters, check_view
from bot.slack.card import Card
from charts.words import ASSUMED, REWORDED, describe
from maturity_model.agreement import LONGEST_REASON
from maturity_model.bridge import assumed_bridge, corrected_bridge
from maturity_model.catalog import LONGEST_TITLE, MOST_THEMES, Column, Edition, EditionId, Row, RowId, Theme, Wording
from maturity_model.choice import Choice
from maturity_model.comparison import AgreedColumns, compare
from maturity_model.ids import NoticeId
from maturity_model.notice import Notice, NoticeState
from maturity_model.notice_kinds import FIGURES
from maturity_model.outcome import RowOutcome, Snapshot
from maturity_model.permission import Action
from maturity_model.resources import load_resources
from maturity_model.review import Move, Stage
from maturity_model.setting import Kind
from storage.outcomes import Outcome
from tests.bot.capabilities.outcome.agreed import COLUMNS, every_row_at, last_years
from tests.given import CHANNEL, LEADER, NOW, built_in, colleagues, largest_edition, longest_edition, review
from tests.maturity_model.given import rows, spread

SIX = ("1.1", "1.2", "1.3", "1.4", "2.1", "2.2")
ESCAPES = "&" * LONGEST_TITLE
ZONE = ZoneInfo("Europe/London")
FORBIDDEN = ("score", "grade", "average", "fail", "rank", "award", "level up")


def outcome(
    columns: dict[str, int],
    *,
    edition: Edition | None = None,
    choice: Choice | None = None,
    stage: Stage = Stage.AGREED,
) -> Outcome:
    edition, choice = edition or built_in(), choice or Choice()
    found = tuple(
        RowOutcome(
            row=row.id,
            column=Column(columns[row.id]) if row.id in columns else None,
            spread=spread(0, 3, 0, 0) if row.id in columns else None,
        )
        for row in edition.rows
    )
    snapshot = Snapshot(
        setting_name="Riverside <!channel> School",
        academic_year="2026/27",
        edition=edition,
        columns={its.row: its.column for its in found if its.column is not None},
        strengths=choice.strengths_in(found),
        priorities=choice.priorities_in(found),
    )
    move = Move(stage=stage, by=LEADER, at=NOW)
    return Outcome(
        review=review(*colleagues(3), stage=stage),
        kind=Kind.SCHOOL,
        snapshot=snapshot,
        rows=found,
        last_move=move,
        times_agreed=1,
    )


def figures(its: Outcome, *, picture: NoticeState | None = NoticeState.SENT) -> Card:
    return figures_card(Posted(outcome=its, picture=picture), ZONE)


def sixty_rows() -> Edition:
    """Six themes of ten rows."""
    return many_rows(10)


def many_rows(each: int) -> Edition:
    """Six themes of so many rows whose every title is as long as can be, and five times as long once it is escaped."""
    whole = built_in()
    row = whole.rows[0]
    themes = tuple(
        replace(theme, title=ESCAPES, rows=tuple(numbered(row, theme.number, place) for place in range(1, each + 1)))
        for theme in whole.themes
    )
    return replace(whole, themes=themes)


def numbered(row: Row, theme: int, place: int) -> Row:
    return replace(row, id=RowId(f"{theme}.{place}"), title=ESCAPES)


def payload(card: Card) -> dict[str, Any]:
    """The card as Slack gets it, once the strict stand-in has found nothing wrong with it."""
    sent = card.payload()
    check_markup(sent["text"])
    check_blocks(sent["blocks"], Surface.MESSAGE)
    return sent


def words(card: Card) -> str:
    return json.dumps(payload(card)["blocks"], ensure_ascii=False)


def paragraph(card: Card, beginning: str) -> str:
    """The paragraph that begins so."""
    said = [str(block["text"]["text"]) for block in payload(card)["blocks"] if "text" in block]
    return next(text for text in said if text.startswith(f"*{beginning}"))


def test_the_figures_name_every_row_with_its_column_or_that_it_was_not_agreed() -> None:
    card = figures(outcome(COLUMNS))

    said = words(card)
    for row in built_in().rows:
        agreed = f"*column {COLUMNS[row.id]}*" if row.id in COLUMNS else "_not agreed_"
        assert f"• {row.id} {agreed} · {row.title[:40].strip()}" in said


def test_the_figures_state_our_rule_with_the_buttons_right_under_it() -> None:
    blocks = payload(figures(outcome(COLUMNS)))["blocks"]

    rule = next(place for place, block in enumerate(blocks) if block["type"] == "context")
    assert blocks[rule]["elements"][0]["text"] == (
        "How these were chosen: strengths are rows at column 4, then 3. Priority areas are rows at column 1, then 2. "
        "Within a column, where answers differed most comes first. This is our own rule; choose others if you like."
    )
    assert blocks[rule + 1]["type"] == "actions"


def test_rows_that_the_group_chose_are_not_said_to_follow_from_our_rule() -> None:
    said = words(figures(outcome(COLUMNS, choice=Choice(strengths=rows("1.3")))))

    assert "How these were chosen" not in said
    assert "Where the group chooses none: strengths are rows at column 4" in said


def test_where_the_group_chose_both_lists_our_rule_is_left_out() -> None:
    said = words(figures(outcome(COLUMNS, choice=Choice(strengths=rows("1.3"), priorities=rows("2.1")))))

    assert "our own rule" not in said
    assert "Choose strengths and priorities" in said


def test_long_titles_are_clipped_in_the_figures() -> None:
    said = words(figures(outcome(COLUMNS, edition=longest_edition())))

    assert "…" in said
    assert longest_edition().rows[0].title[:60] not in said


def test_strengths_and_priority_areas_stand_in_the_order_of_the_rule() -> None:
    card = figures(outcome(COLUMNS))

    strengths, priorities = paragraph(card, "Indicated strengths"), paragraph(card, "Priority action areas")

    assert [line.split()[1] for line in strengths.splitlines()[1:]] == ["1.1", "1.2", "3.1"]
    assert [line.split()[1] for line in priorities.splitlines()[1:]] == ["2.1", "2.2", "1.3", "4.1"]


def test_rows_on_a_par_are_offered_and_none_is_cut() -> None:
    card = figures(outcome({**every_row_at(4), "6.3": 1}))

    strengths = paragraph(card, "Indicated strengths")

    assert "These 31 rows tie, and there is room for 5 of them. Please choose which to name:" in strengths
    assert strengths.endswith(", ".join(row.id for row in built_in().rows[:-1]))


@pytest.mark.parametrize("columns", [every_row_at(4), every_row_at(1), dict.fromkeys(SIX, 2)])
def test_where_every_row_is_agreed_at_one_column_no_row_stands_in_two_lists(columns: dict[str, int]) -> None:
    card = figures(outcome(columns))

    said = paragraph(card, "Indicated strengths and priority action areas")
    assert f"Every agreed row is at column {columns['1.1']}, so our rule can't pick any." in said
    assert "Choose up to five of each." in said
    assert "rows tie" not in words(card)
    assert "Our rule: strengths are rows at column 4" in words(card)
    assert texts.CHOOSE in words(card)


def test_a_few_rows_on_a_par_are_spelt_out() -> None:
    columns = {**dict.fromkeys(SIX, 1), "6.3": 4}

    priorities = paragraph(figures(outcome(columns)), "Priority action areas")

    assert "These 6 rows tie, and there is room for 5 of them." in priorities
    assert built_in().rows[0].title[:40] in priorities


def test_where_the_rule_finds_nothing_the_rows_furthest_on_and_next_to_work_on_are_named() -> None:
    without_strengths = figures(outcome({"1.1": 1, "1.2": 2}))
    without_priorities = figures(outcome({"1.1": 3, "1.2": 4}))

    assert texts.NO_STRENGTHS_BY_RULE in paragraph(without_strengths, "Furthest on")
    assert texts.NO_PRIORITIES_BY_RULE in paragraph(without_priorities, "Next to work on")


def test_chosen_rows_are_said_to_be_chosen_by_the_group() -> None:
    card = figures(outcome(COLUMNS, choice=Choice(strengths=rows("1.3"))))

    assert "• 1.3 " in paragraph(card, "Indicated strengths, chosen by the group")
    assert "chosen by the group" not in paragraph(card, "Priority action areas")


def test_a_review_in_which_no_row_was_agreed_says_so() -> None:
    card = figures(outcome({}))

    assert "No row was agreed, so there is nothing to name yet." in words(card)
    assert "0 of 32 rows agreed" in words(card)
    assert "rule" not in words(card)
    assert texts.CHOOSE not in words(card)
    assert texts.REOPEN in words(card)


@pytest.mark.parametrize("state", [NoticeState.UNDELIVERABLE, NoticeState.UNSURE])
def test_the_figures_say_that_the_picture_may_be_missing(state: NoticeState) -> None:
    assert texts.PICTURE_TROUBLE[state] in words(figures(outcome(COLUMNS), picture=state))


@pytest.mark.parametrize("state", [NoticeState.SENT, NoticeState.WAITING, None])
def test_the_figures_say_nothing_of_a_picture_that_is_there_or_on_its_way(state: NoticeState | None) -> None:
    said = words(figures(outcome(COLUMNS), picture=state))

    assert not any(trouble in said for trouble in texts.PICTURE_TROUBLE.values())


def test_an_outcome_that_was_taken_back_says_so_and_has_no_buttons() -> None:
    card = figures(outcome(COLUMNS, stage=Stage.AGREEING))

    assert "Back with the meeting" in words(card)
    assert "actions" not in [block["type"] for block in payload(card)["blocks"]]


def test_the_text_read_out_names_every_column() -> None:
    text = figures(outcome(COLUMNS)).text

    for column in ("Column 4: 1.1", "Column 3: 1.2, 3.1", "Column 2: 1.3, 4.1", "Column 1: 2.1, 2.2", "Not agreed:"):
        assert column in text


@pytest.mark.parametrize("edition", [longest_edition(), sixty_rows()], ids=["longest", "sixty rows"])
@pytest.mark.parametrize("column", [1, 2, 3, 4])
def test_the_longest_edition_stays_inside_slacks_limits(edition: Edition, column: int) -> None:
    everything = outcome({row.id: column for row in edition.rows}, edition=edition)
    nothing = outcome({}, edition=edition)

    for its in (everything, nothing):
        payload(figures(its, picture=NoticeState.UNDELIVERABLE))
        check_view(choosing_modal(its), Surface.MODAL)
        assert len(picture(its.snapshot, b"").alt) <= 1000
    payload(resources_card(everything))


@pytest.mark.parametrize("edition", [longest_edition(), sixty_rows()], ids=["longest", "sixty rows"])
def test_the_longest_rows_may_be_named_in_both_lists(edition: Edition) -> None:
    chosen = Choice(strengths=tuple(r.id for r in edition.rows[:5]), priorities=tuple(r.id for r in edition.rows[5:10]))
    its = outcome({row.id: 2 for row in edition.rows}, edition=edition, choice=chosen)

    for each in (its, replace(its, review=replace(its.review, stage=Stage.AGREEING))):
        payload(figures(each, picture=NoticeState.UNDELIVERABLE))
    payload(resources_card(its))
    view = choosing_modal(its)
    check_view(view, Surface.MODAL)
    assert [len(b["element"]["initial_options"]) for b in view["blocks"] if b["type"] == "input"] == [5, 5]


def test_the_picture_has_its_figures_in_words() -> None:
    shown = picture(outcome(COLUMNS).snapshot, b"png")

    assert (shown.content, shown.filename) == (b"png", "careers-review-2026-27.png")
    assert "Column 1: 2.1, 2.2" in shown.alt


def test_support_stands_under_each_priority_row_with_link_publisher_and_what_it_helps_with() -> None:
    its = outcome({"1.1": 1, "1.2": 4})

    said = words(resources_card(its))

    helping = [resource for resource in load_resources() if f"<{resource.url}|" in said]
    assert len(helping) == 3
    assert all(resource.helps_with in said and resource.publisher.replace("&", "&amp;") in said for resource in helping)
    assert f"*1.1 {built_in().rows[0].title}*" in said
    assert "*1.2" not in said


def test_a_school_is_not_sent_to_pages_for_colleges() -> None:
    its = outcome({"1.3": 1, "2.7": 1})

    assert "for colleges" not in words(resources_card(its))


def test_where_the_priority_rows_tie_support_that_helps_with_most_of_them_is_named() -> None:
    card = resources_card(outcome(every_row_at(2)))

    assert texts.SUPPORT_TIED in words(card)
    assert words(card).count("<http") == 5


def test_the_modal_offers_agreed_rows_by_theme_with_the_named_ones_chosen() -> None:
    view = choosing_modal(outcome(COLUMNS))

    check_view(view, Surface.MODAL)
    strengths, priorities = [block["element"] for block in view["blocks"] if block["type"] == "input"]
    assert [one["value"] for group in strengths["option_groups"] for one in group["options"]] == list(COLUMNS)
    assert [one["value"] for one in strengths["initial_options"]] == ["1.1", "1.2", "3.1"]
    assert [one["value"] for one in priorities["initial_options"]] == ["1.3", "2.1", "2.2", "4.1"]


def test_where_no_row_was_agreed_the_modal_only_says_so() -> None:
    view = choosing_modal(outcome({}))

    check_view(view, Surface.MODAL)
    assert "submit" not in view
    assert texts.NOTHING_AGREED in json.dumps(view)


def test_the_longest_reason_is_shown_whole_and_pings_nobody() -> None:
    reason = ("<!channel> & " * LONGEST_REASON)[:LONGEST_REASON]
    move = Move(stage=Stage.AGREEING, by=LEADER, at=NOW, reason=reason)

    sent = payload(reopened_card(move))

    assert sent["blocks"][1]["text"] == {"type": "plain_text", "text": reason, "emoji": False}
    assert f"<@{LEADER}>" in sent["blocks"][0]["text"]["text"]


def test_the_reason_is_asked_for_in_a_modal_that_slack_shows() -> None:
    view = reopening_modal(outcome(COLUMNS).review.id)

    check_view(view, Surface.MODAL)
    asked = next(block for block in view["blocks"] if block["type"] == "input")
    assert not asked["optional"]
    assert asked["element"]["max_length"] == LONGEST_REASON


@pytest.mark.parametrize(
    ("allowed", "labels"),
    [
        ({Action.CHOOSE_HIGHLIGHTS, Action.REOPEN_REVIEW}, [texts.CHOOSE, texts.REOPEN]),
        ({Action.CHOOSE_HIGHLIGHTS}, [texts.CHOOSE]),
        (set(), []),
    ],
)
def test_home_says_when_and_where_and_offers_what_is_theirs(allowed: set[Action], labels: list[str]) -> None:
    agreed = Agreed(review=outcome(COLUMNS).review, agreed_at=NOW, allowed=frozenset(allowed))

    blocks = list(home_blocks(agreed, ZONE))

    check_blocks(blocks, Surface.HOME)
    assert blocks[0]["type"] == "divider"
    assert f"<!date^{int(NOW.timestamp())}^" in blocks[1]["text"]["text"]
    assert f"<#{CHANNEL}>" in blocks[1]["text"]["text"]
    assert [one["text"]["text"] for block in blocks[2:] for one in block["elements"]] == labels


@pytest.mark.parametrize("failure", [*texts.WHY_LOST, texts.UNSURE, "restricted_action", None])
def test_home_never_says_that_an_outcome_is_there_which_did_not_arrive(failure: str | None) -> None:
    its = outcome(COLUMNS)
    lost = Notice(
        id=NoticeId(1),
        key="figures",
        kind=FIGURES,
        workspace=its.review.workspace,
        setting=its.review.setting,
        review=its.review.id,
        due_at=NOW,
        state=NoticeState.UNSURE if failure == texts.UNSURE else NoticeState.UNDELIVERABLE,
        failure=failure,
    )
    agreed = Agreed(review=its.review, agreed_at=NOW, allowed=frozenset({Action.CHOOSE_HIGHLIGHTS}), lost=(lost,))

    blocks = list(home_blocks(agreed, ZONE))

    check_blocks(blocks, Surface.HOME)
    assert "The outcome is in" not in blocks[1]["text"]["text"]
    assert texts.lost(f"<#{CHANNEL}>", failure) in blocks[1]["text"]["text"]
    assert "“Post the outcome again”." in blocks[1]["text"]["text"]
    assert blocks[2]["elements"][0]["text"]["text"] == "Post the outcome again"


def test_no_word_of_the_outcome_is_a_mark() -> None:
    its = outcome(COLUMNS)
    said = (words(figures(its)) + words(resources_card(its)) + json.dumps(choosing_modal(its))).lower()

    assert not [word for word in FORBIDDEN if word in said]


def compared(
    columns: dict[str, int], then: dict[str, int], *, edition: Edition | None = None, before: Edition | None = None
) -> Outcome:
    """An outcome beside that of the year before, on the same edition where no other is given."""
    whole = outcome(columns, edition=edition)
    now, earlier = whole.snapshot.edition, before or whole.snapshot.edition
    comparison = compare(
        AgreedColumns(academic_year="2025/26", edition=earlier, columns={RowId(r): Column(c) for r, c in then.items()}),
        AgreedColumns(academic_year="2026/27", edition=now, columns=whole.snapshot.columns),
        assumed_bridge(earlier, now),
    )
    return replace(whole, snapshot=replace(whole.snapshot, earlier=comparison))


def lines_of(its: Outcome) -> dict[str, str]:
    """Each of this review's rows and its line in the modal, by the row's id."""
    view = comparison_modal(its.snapshot)
    check_view(view, Surface.MODAL)
    said = "\n".join(block["text"]["text"] for block in view["blocks"] if block["type"] == "section")
    return {line.split()[1]: line for line in said.split("*Only in ")[0].splitlines() if line.startswith("• ")}


def test_the_figures_say_how_many_rows_stand_where_beside_the_year_before() -> None:
    card = figures(compared({"1.1": 3, "1.2": 2, "1.3": 1, "1.4": 4}, {"1.1": 1, "1.2": 2, "1.3": 3, "1.5": 2}))

    told = paragraph(card, "Compared with 2025/26").splitlines()[1:]

    assert told == [
        "• 1 row stands further on.",
        "• 1 row stands as before.",
        "• 1 row was placed differently by the group.",
        "• 2 rows were agreed in one of the two reviews only.",
    ]


def test_rows_of_changed_wording_are_counted_apart_and_what_is_assumed_is_said() -> None:
    said = words(figures(compared({"1.1": 3, "1.2": 3}, {"1.1": 1, "1.2": 1}, before=last_years("1.2"))))

    assert "1 row stands further on." in said
    assert "1 row is worded differently now, so compare the columns with care." in said
    assert ASSUMED in said


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        (Wording.SUMMARY, Wording.OFFICIAL, "our summary, now the publisher's own words"),
        (Wording.OFFICIAL, Wording.SUMMARY, "the publisher's own words, now our summary"),
    ],
)
def test_between_a_summary_and_the_publishers_words_it_is_said_once_for_all_rows(
    was: Wording, now: Wording, told: str
) -> None:
    before = replace(last_years(*every_row_at(1)), wording=was)
    its = compared(every_row_at(3), every_row_at(2), edition=replace(built_in(), wording=now), before=before)

    figures_say, rows_say = words(figures(its)), json.dumps(comparison_modal(its.snapshot))

    for said in (figures_say, rows_say, figures(its).text, describe(its.snapshot)):
        assert said.count(f"Last time you answered {told}: compare with care.") == 1
        assert texts.OTHER_EDITION not in said
    assert "worded differently" not in figures_say
    assert not any(REWORDED in said for said in (rows_say, figures(its).text, describe(its.snapshot)))
    assert not any("→" in line for line in lines_of(its).values())


def test_a_lower_column_is_never_called_a_step_back() -> None:
    its = compared(every_row_at(1), every_row_at(4))

    said = (words(figures(its)) + " ".join(lines_of(its).values()) + figures(its).text).lower()

    assert "32 rows were placed differently by the group." in said
    assert not any(word in said for word in ("backward", "lower", "worse", "declin", "drop", "fell", *FORBIDDEN))


def test_only_where_the_words_are_the_same_an_arrow_joins_two_columns() -> None:
    then, now = {"1.1": 2, "1.2": 2, "1.3": 2, "1.5": 4}, {"1.1": 3, "1.2": 3, "1.4": 3, "1.5": 4}

    lines = lines_of(compared(now, then, before=last_years("1.2")))

    assert "*column 2 → column 3*" in lines["1.1"]
    assert "*column 4 → column 4*" in lines["1.5"]
    assert "*column 2* in 2025/26, *column 3* now · wording changed, compare with care" in lines["1.2"]
    assert "*column 2* in 2025/26, _not agreed_ now" in lines["1.3"]
    assert "_not agreed_ in 2025/26, *column 3* now" in lines["1.4"]
    assert "_not agreed either time_" in lines["6.3"]
    assert [row for row, line in lines.items() if "→" in line] == ["1.1", "1.5"]


def test_new_rows_and_rows_that_are_gone_are_said_to_be() -> None:
    whole = built_in()
    shorter = replace(last_years(), themes=(*whole.themes[:5], replace(whole.themes[5], rows=whole.themes[5].rows[:1])))

    newer = lines_of(compared({"6.3": 2}, {"6.1": 2}, before=shorter))
    view = comparison_modal(compared({}, {"6.3": 2}, edition=shorter, before=whole).snapshot)

    assert "*column 2* · new in this edition" in newer["6.3"]
    assert "_not agreed_ · new in this edition" in newer["6.2"]
    gone = "\n".join(sections(view["blocks"])).split("*Only in 2025/26*\n")[1]
    assert [line.split()[1] for line in gone.splitlines()] == ["6.2", "6.3"]
    assert all(row.title in gone for row in whole.themes[5].rows[1:])


def test_a_row_that_had_another_number_says_which() -> None:
    then = AgreedColumns(academic_year="2025/26", edition=last_years(), columns={RowId("3.5"): Column(2)})
    now = AgreedColumns(academic_year="2026/27", edition=built_in(), columns={RowId("3.4"): Column(3)})
    bridge = corrected_bridge(then.edition, now.edition, {RowId("3.4"): RowId("3.5")})
    whole = outcome({"3.4": 3})

    lines = lines_of(replace(whole, snapshot=replace(whole.snapshot, earlier=compare(then, now, bridge))))

    assert f"*column 2* in 2025/26, *column 3* now · {REWORDED} · was row 3.5" in lines["3.4"]


def test_a_row_of_the_earlier_review_whose_number_another_row_bears_now_is_named_by_its_title() -> None:
    whole, last = outcome({}), last_years()
    bridge = corrected_bridge(last, built_in(), {RowId("3.4"): RowId("3.5"), RowId("3.5"): None})
    then, now = (AgreedColumns(academic_year="2025/26", edition=one, columns={}) for one in (last, built_in()))

    view = comparison_modal(replace(whole.snapshot, earlier=compare(then, now, bridge)))

    gone = "\n".join(sections(view["blocks"])).split("*Only in 2025/26*\n")[1]
    assert gone == f"• 3.4 {short_title(last.row(RowId('3.4')).title)}"


def test_without_an_earlier_review_nothing_is_compared() -> None:
    its = outcome(COLUMNS)

    assert "Compared with" not in words(figures(its))
    assert COMPARE not in words(figures(its))
    assert texts.NOTHING_TO_COMPARE in json.dumps(comparison_modal(its.snapshot))


def test_editions_that_share_no_row_are_said_to_and_not_compared() -> None:
    college = replace(built_in(), id=EditionId("college-2025"), kinds=frozenset({Kind.COLLEGE}))

    said = words(figures(compared(COLUMNS, COLUMNS, before=college)))

    assert texts.no_matches("2025/26") in said
    assert COMPARE not in said


def test_an_outcome_that_was_taken_back_compares_without_a_button() -> None:
    its = compared(COLUMNS, COLUMNS)

    assert COMPARE in words(figures(its))
    assert COMPARE not in words(figures(replace(its, review=review(*colleagues(3), stage=Stage.AGREEING))))


@pytest.mark.parametrize("before", [None, last_years(*every_row_at(1))])
@pytest.mark.parametrize("edition", [built_in(), longest_edition(), many_rows(10), many_rows(24)])
def test_no_comparison_breaks_slacks_limits(edition: Edition, before: Edition | None) -> None:
    rows_now = [row.id for row in edition.rows]
    then = replace(edition, id=EditionId("schools-2025"), themes=tuple(map(_reworded, edition.themes)))

    its = compared(dict.fromkeys(rows_now, 1), dict.fromkeys(rows_now, 4), edition=edition, before=before or then)

    assert len(lines_of(its)) == len(rows_now)
    payload(figures(its))


@pytest.mark.parametrize("themes", [1, MOST_THEMES])
@pytest.mark.parametrize("agreed", [True, False])
def test_the_largest_edition_is_drawn_whole(themes: int, agreed: bool) -> None:
    edition = largest_edition(themes=themes)
    ids: list[str] = [row.id for row in edition.rows]
    then = replace(edition, id=EditionId("schools-2025"), themes=tuple(map(_reworded, edition.themes)))
    columns = dict.fromkeys(ids, 1) if agreed else {}

    its = compared(columns, dict.fromkeys(ids, 4), edition=edition, before=then)

    taken_back = replace(its, review=replace(its.review, stage=Stage.AGREEING))
    for card in (figures(its, picture=NoticeState.UNDELIVERABLE), figures(taken_back), resources_card(its)):
        assert characters(payload(card)["blocks"]) <= BLOCKS_TEXT
    check_view(choosing_modal(its), Surface.MODAL)
    assert lines_of(its).keys() == set(ids)
    assert all(row in "\n".join(sections(figures(its).blocks)) for row in ids)


def test_every_row_that_is_gone_is_named_however_many_there_are() -> None:
    gone = largest_edition(themes=2)

    its = compared({}, {}, edition=built_in(), before=replace(gone, id=EditionId("schools-2025")))

    said = "\n".join(sections(comparison_modal(its.snapshot)["blocks"]))
    assert all(row.id in said for row in gone.rows)


def sections(blocks: Iterable[Any]) -> list[str]:
    return [block["text"]["text"] for block in blocks if block["type"] == "section"]


def _reworded(theme: Theme) -> Theme:
    rows = (replace(row, statements=("Other words.", *row.statements[1:])) for row in theme.rows)
    return replace(theme, rows=tuple(rows))
