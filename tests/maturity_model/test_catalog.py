"""What the catalog promises: an edition that can be relied on, or a refusal that says what to mend."""

import json
from dataclasses import replace

import pytest

from maturity_model.catalog import (
    COLUMNS,
    MOST_ROWS,
    MOST_THEMES,
    Change,
    Column,
    Edition,
    EditionId,
    RowId,
    Theme,
    Wording,
    offered_first,
)
from maturity_model.edition_file import built_in_editions, content_of, edition_from, fingerprint, read_edition
from maturity_model.errors import BrokenEdition, DomainError, UnknownRow

SOURCE = "small-2026.toml"

SMALL = """
id = "small-2026"
title = "A small edition"
wording = "summary"
mark = "Plain-language summary"
kinds = ["school"]
year = 2026

[[themes]]
number = 1
title = "Leading"
benchmarks = [1]

[[themes.rows]]
id = "1.1"
title = "Who leads"
purpose = "Why leading matters."
statements = ["Somebody leads.", "Somebody leads often.", "Somebody always leads.", "Everybody leads."]

[[themes.rows]]
id = "1.2"
title = "Who plans"
purpose = "Why planning matters."
statements = ["Somebody plans.", "Somebody plans often.", "Somebody always plans.", "Everybody plans."]

[[themes]]
number = 2
title = "Learning"
benchmarks = [2, 7]

[[themes.rows]]
id = "2.1"
title = "Who learns"
purpose = "Why learning matters."
statements = ["Somebody learns.", "Somebody learns often.", "Somebody always learns.", "Everybody learns."]
"""


def small(*changes: tuple[str, str]) -> Edition:
    text = SMALL
    for old, new in changes:
        assert text.count(old) == 1, f"the small edition should say {old!r} once"
        text = text.replace(old, new)
    return read_edition(text, source=SOURCE)


def test_an_edition_is_read_as_it_is_written() -> None:
    edition = small()

    assert (edition.id, edition.title) == ("small-2026", "A small edition")
    assert (edition.wording, edition.mark) == (Wording.SUMMARY, "Plain-language summary")
    assert [(theme.number, theme.title, theme.benchmarks) for theme in edition.themes] == [
        (1, "Leading", (1,)),
        (2, "Learning", (2, 7)),
    ]
    assert edition.row(RowId("1.2")).title == "Who plans"
    assert edition.row(RowId("1.2")).purpose == "Why planning matters."


def test_rows_stand_in_model_order_across_themes() -> None:
    edition = small()

    assert [row.id for row in edition.rows] == ["1.1", "1.2", "2.1"]
    assert [edition.position(row.id) for row in edition.rows] == [1, 2, 3]
    assert [edition.theme_of(row.id).number for row in edition.rows] == [1, 1, 2]


def test_the_next_row_may_be_in_the_next_theme_and_after_the_last_there_is_none() -> None:
    edition = small()

    assert edition.after(RowId("1.1")) == edition.row(RowId("1.2"))
    assert edition.after(RowId("1.2")) == edition.row(RowId("2.1"))
    assert edition.after(RowId("2.1")) is None


def test_each_column_has_its_own_statement() -> None:
    row = small().row(RowId("2.1"))

    assert [row.statement(column) for column in COLUMNS] == [
        "Somebody learns.",
        "Somebody learns often.",
        "Somebody always learns.",
        "Everybody learns.",
    ]
    assert row.statement(Column(4)) == "Everybody learns."


@pytest.mark.parametrize("row_id", ["9.9", "", "1", "1.1 "])
def test_a_row_of_no_theme_is_refused_wherever_it_is_asked_for(row_id: str) -> None:
    edition = small()

    for ask in (edition.row, edition.theme_of, edition.position, edition.after):
        with pytest.raises(UnknownRow) as refusal:
            ask(RowId(row_id))
        assert refusal.value.row == row_id


def test_equal_files_give_equal_editions() -> None:
    assert small() == small()
    assert small() != small(("Who plans", "Who plans ahead"))


WRONG_IN_A_ROW = {
    "a statement too few": ('["Somebody plans.", ', "[", "1.2", '"statements" has 3 texts instead of 4'),
    "a statement too many": ('["Somebody plans.", ', '["Never.", "Once.", ', "1.2", "5 texts instead of 4"),
    "statements that are a number": ('statements = ["Somebody plans.", ', "statements = 7 # [", "1.2", "is not a list"),
    "an empty statement": ("Somebody plans often.", "", "1.2", "column 2 has no text"),
    "a blank statement": ("Somebody always plans.", " \\n ", "1.2", "column 3 has no text"),
    "a statement that is a number": ('"Everybody plans."', "4", "1.2", "column 4 has no text"),
    "a statement too long": ("Everybody learns.", "x" * 281, "2.1", "column 4 has 281 characters, and 280 is the most"),
    "an empty title": ('"Who plans"', '""', "1.2", '"title" has no text'),
    "a title too long": ("Who plans", "x" * 151, "1.2", '"title" has 151 characters, and 150 is the most'),
    "an empty purpose": ("Why planning matters.", "", "1.2", '"purpose" has no text'),
    "a purpose too long": ("Why planning matters.", "x" * 201, "1.2", "has 201 characters, and 200 is the most"),
    "no purpose": ('purpose = "Why planning matters."', "", "1.2", '"purpose" is missing'),
    "no id": ('id = "1.2"', "", "1.2", '"id" is missing'),
    "an unknown key": ('title = "Who plans"', 'title = "Who plans"\nweight = 2', "1.2", '"weight" is not a key'),
    "an id twice": ('id = "1.2"', 'id = "1.1"', "1.2", '"1.1" stands in its place'),
    "rows out of order": ('id = "1.1"', 'id = "1.3"', "1.1", '"1.3" stands in its place'),
    "a row in another's theme": ('id = "2.1"', 'id = "1.3"', "2.1", '"1.3" stands in its place'),
    "an id that is a number": ('id = "2.1"', "id = 2.1", "2.1", '"id" has no text'),
}


@pytest.mark.parametrize(("old", "new", "row", "reason"), WRONG_IN_A_ROW.values(), ids=WRONG_IN_A_ROW)
def test_what_is_wrong_in_a_row_is_refused_with_file_row_and_reason(old: str, new: str, row: str, reason: str) -> None:
    with pytest.raises(BrokenEdition) as refusal:
        small((old, new))

    assert refusal.value.source == SOURCE
    assert refusal.value.row == row
    assert reason in refusal.value.reason
    assert str(refusal.value) == f"{SOURCE}, row {row}: {refusal.value.reason}"


WRONG_ELSEWHERE = {
    "not TOML": ('title = "A small edition"', "title = A small edition", "this is not TOML"),
    "no mark": ('mark = "Plain-language summary"', "", '"mark" is missing'),
    "an empty mark": ("Plain-language summary", "", '"mark" has no text'),
    "an empty title": ("A small edition", "", '"title" has no text'),
    "a wording nobody knows": ('"summary"', '"rumour"', '"wording" is not one of: summary, official'),
    "a wording that is a list": ('"summary"', '["summary"]', '"wording" is not one of: summary, official'),
    "an id with a space": ("small-2026", "small 2026", '"id" cannot be "small 2026"'),
    "an id too long": ("small-2026", "x" * 41, '"id" has 41 characters, and 40 is the most'),
    "an unknown key": ('wording = "summary"', 'wording = "summary"\nlanguage = "en"', '"language" is not a key'),
    "themes out of order": ("number = 1", "number = 2", "in theme 1, it calls itself number 2"),
    "a theme twice": ("number = 2", "number = 1", "in theme 2, it calls itself number 1"),
    "a theme without a title": ('title = "Learning"', "", 'in theme 2, "title" is missing'),
    "a theme with an empty title": ('"Learning"', '""', 'in theme 2, "title" has no text'),
    "a theme with an unknown key": ("number = 2", 'number = 2\ncolour = "red"', 'in theme 2, "colour" is not a key'),
    "a theme numbered yes": ("number = 1", "number = true", 'in theme 1, "number" is not a whole number'),
    "a theme without benchmarks": ("[2, 7]", "[]", 'in theme 2, "benchmarks" is not a list with something in it'),
    "a benchmark twice": ("[2, 7]", "[2, 2]", 'in theme 2, "benchmarks" are not whole numbers'),
    "a benchmark in words": ("[2, 7]", '["two"]', 'in theme 2, "benchmarks" are not whole numbers'),
    "no kind of setting": ('kinds = ["school"]', "kinds = []", "it is written for no kind of setting"),
    "a kind nobody knows": ('["school"]', '["nursery"]', '"kinds" cannot hold "nursery"'),
    "a year in words": ("year = 2026", 'year = "2026"', '"year" is not a whole number'),
    "a benchmark below one": ("[2, 7]", "[0, 7]", 'in theme 2, "benchmarks" are not whole numbers'),
}


@pytest.mark.parametrize(("old", "new", "reason"), WRONG_ELSEWHERE.values(), ids=WRONG_ELSEWHERE)
def test_what_is_wrong_outside_the_rows_is_refused_with_file_and_reason(old: str, new: str, reason: str) -> None:
    with pytest.raises(BrokenEdition) as refusal:
        small((old, new))

    assert (refusal.value.source, refusal.value.row) == (SOURCE, None)
    assert reason in refusal.value.reason
    assert str(refusal.value) == f"{SOURCE}: {refusal.value.reason}"


HEADING = SMALL[: SMALL.index("[[themes]]")]
BARE_THEME = '[[themes]]\nnumber = 1\ntitle = "Leading"\nbenchmarks = [1]\n'


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", '"id" is missing'),
        (HEADING, '"themes" is missing'),
        (f"{HEADING}\nthemes = []", '"themes" is not a list with something in it'),
        (f"{HEADING}\nthemes = [1]", "a table should stand here"),
        (HEADING + BARE_THEME, '"rows" is missing'),
        (f"{HEADING}{BARE_THEME}rows = []", '"rows" is not a list with something in it'),
    ],
)
def test_an_edition_with_nothing_in_it_is_refused(text: str, reason: str) -> None:
    with pytest.raises(BrokenEdition, match=reason):
        read_edition(text, source=SOURCE)


def test_a_refusal_is_one_that_a_person_can_act_on() -> None:
    with pytest.raises(DomainError):
        small(("Somebody learns.", ""))


def test_the_publishers_wording_may_be_long_but_not_endless() -> None:
    official = ('wording = "summary"', 'wording = "official"')

    edition = small(official, ("Everybody plans.", "x" * 2000))

    assert len(edition.row(RowId("1.2")).statement(Column(4))) == 2000
    with pytest.raises(BrokenEdition, match=r"row 1\.2: column 4 has 2001 characters, and 2000 is the most"):
        small(official, ("Everybody plans.", "x" * 2001))


def test_statements_are_kept_letter_for_letter() -> None:
    wording = "  A <b> & *c*\\n\\n- one\\n- two  "

    edition = small(("Everybody plans.", wording))

    assert edition.row(RowId("1.2")).statement(Column(4)) == "  A <b> & *c*\n\n- one\n- two  "


OFFICIAL = ('wording = "summary"', 'wording = "official"')


def test_an_official_edition_may_number_its_rows_in_its_own_way() -> None:
    edition = small(OFFICIAL, ('id = "1.2"', 'id = "FE-2a"'))

    assert [row.id for row in edition.rows] == ["1.1", "FE-2a", "2.1"]


def test_no_id_comes_twice_whatever_it_is() -> None:
    with pytest.raises(BrokenEdition, match=r"row FE: its id is there twice"):
        small(OFFICIAL, ('id = "1.2"', 'id = "FE"'), ('id = "2.1"', 'id = "FE"'))


def test_an_official_edition_may_say_less_than_ours() -> None:
    edition = small(OFFICIAL, ("Why planning matters.", ""), ("[2, 7]", "[]"))

    assert edition.row(RowId("1.2")).purpose == ""
    assert edition.themes[1].benchmarks == ()


CHANGE = '\n\n[themes.rows.change]\ncore = "It was made clearer."\nreason = "So that everybody understands."'


def test_what_changed_in_a_row_comes_with_it() -> None:
    edition = small(('"Everybody learns."]', f'"Everybody learns."]{CHANGE}'))

    assert edition.row(RowId("1.2")).change is None
    assert edition.row(RowId("2.1")).change == Change(
        core="It was made clearer.", reason="So that everybody understands."
    )


def test_a_change_without_its_reason_is_refused() -> None:
    halved = CHANGE.replace('reason = "So that everybody understands."', "")

    with pytest.raises(BrokenEdition, match=r'row 2\.1: "reason" is missing'):
        small(('"Everybody learns."]', f'"Everybody learns."]{halved}'))


def test_an_edition_that_is_kept_and_read_again_is_the_same() -> None:
    edition = small(OFFICIAL, ('"Everybody learns."]', f'"Everybody learns."]{CHANGE}'))

    again = edition_from(json.loads(json.dumps(content_of(edition))), source=SOURCE)

    assert again == edition
    assert fingerprint(again) == fingerprint(edition)


def test_a_letter_that_differs_shows_in_the_fingerprint() -> None:
    assert fingerprint(small()) != fingerprint(small(("Everybody learns.", "Everybody learns!")))


def test_the_newest_edition_is_offered_first_and_official_wording_before_a_summary() -> None:
    last_year, summary = small(("year = 2026", "year = 2025"), ("small-2026", "small-2025")), small()
    official = small(OFFICIAL, ("small-2026", "small-2026-official"))

    assert offered_first([last_year, summary, official]) == (official, summary, last_year)


def test_every_built_in_edition_loads_and_goes_by_its_own_id() -> None:
    editions = built_in_editions()

    assert EditionId("schools-2026") in editions
    assert all(edition_id == edition.id for edition_id, edition in editions.items())


def _with_rows(*rows_each: int) -> Edition:
    """An official edition whose themes have so many rows."""
    whole = small(OFFICIAL)
    row = whole.rows[0]
    themes = tuple(
        Theme(
            number=number,
            title="Leading",
            benchmarks=(),
            rows=tuple(replace(row, id=RowId(f"{number}.{place}")) for place in range(1, count + 1)),
        )
        for number, count in enumerate(rows_each, start=1)
    )
    return edition_from(content_of(replace(whole, themes=themes)), source=SOURCE)


@pytest.mark.parametrize("rows_each", [[MOST_ROWS], [3] * MOST_THEMES, [1, MOST_ROWS - 1]])
def test_an_edition_may_be_as_large_as_the_cards_can_show(rows_each: list[int]) -> None:
    assert len(_with_rows(*rows_each).rows) == sum(rows_each)


@pytest.mark.parametrize(
    ("rows_each", "reason"),
    [
        ([1] * (MOST_THEMES + 1), '"themes" has 11 entries, and 10 is the most'),
        ([1, MOST_ROWS + 1], 'in theme 2, "rows" has 51 entries, and 50 is the most'),
        ([25, 25, 1], "it has 51 rows, and 50 is the most"),
    ],
)
def test_an_edition_larger_than_that_is_refused(rows_each: list[int], reason: str) -> None:
    with pytest.raises(BrokenEdition, match=reason):
        _with_rows(*rows_each)
