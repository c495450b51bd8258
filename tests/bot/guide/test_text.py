"""How a guide's text is read: Markdown, tables between tabs or bars, HTML in their cells."""

import pytest

from bot.guide.document import Heading, Paragraph, TableLine, Unreadable
from bot.guide.html import with_letters_escaped
from bot.guide.text import read_text


def cells(line: str) -> tuple[str, ...]:
    (part,) = read_text(line)
    assert isinstance(part, TableLine)
    return part.cells


def test_headings_paragraphs_and_lines_of_tables_come_in_order_with_their_places() -> None:
    parts = read_text("# One #\n\nA paragraph\nover two lines.\n\n---\n\na\tb\n")

    assert parts == (
        Heading(text="One", where="line 1"),
        Paragraph(text="A paragraph over two lines.", where="line 3"),
        TableLine(cells=("a", "b"), where="line 8"),
    )


@pytest.mark.parametrize("marker", ["-", "*", "+", "•", "1.", "1)"])
def test_points_of_a_list_are_paragraphs_with_one_marker(marker: str) -> None:
    assert [part.text for part in read_text(f"Both:\n{marker} one\n{marker} two") if isinstance(part, Paragraph)] == [
        "Both:",
        "• one",
        "• two",
    ]


def test_a_table_between_bars_is_read_as_well() -> None:
    parts = read_text("| Row | One |\n|:---|---:|\n| **1.1 Who** | A \\| B<br>- a point |")

    assert [part.cells for part in parts if isinstance(part, TableLine)] == [
        ("Row", "One"),
        ("1.1 Who", "A | B\n• a point"),
    ]


def test_markup_goes_and_letters_stay() -> None:
    words = "<p>5 &lt; 6 &amp; “so” *on*, e.g. a_b_c  </p><p>x</p>"
    points = "<ul><li><p>a</p></li><li>- b</li></ul>"

    assert cells(f"<p><b>1.1</b> <i>A</i></p>\t{words}\t{points}") == (
        "1.1 A",
        "5 < 6 & “so” *on*, e.g. a_b_c\nx",
        "• a\n• b",
    )


def test_mentions_are_letters_like_any_others() -> None:
    assert cells("<@U123>\t*a* _b_ :smile: &lt;!channel&gt;") == ("<@U123>", "*a* _b_ :smile: <!channel>")


@pytest.mark.parametrize(
    "markup", ["<script>alert(1)</script>", "<img src=x>", "<!channel>", "<!-- hidden -->", "<?php ?>", "<![CDATA[x]]>"]
)
def test_markup_that_no_guide_has_is_refused_with_its_place(markup: str) -> None:
    with pytest.raises(Unreadable, match=r"in line 2, which no guide has"):
        read_text(f"\n1.1 Who\t{markup}\t")


def test_an_empty_last_cell_is_a_cell() -> None:
    assert cells("1.1 Who\ta\t") == ("1.1 Who", "a", "")


def paragraphs(text: str) -> list[str]:
    return [part.text for part in read_text(text) if isinstance(part, Paragraph)]


def test_a_numbered_list_goes_on_with_its_numbers() -> None:
    assert paragraphs("Both:\n1. one\n2. two") == ["Both:", "• one", "• two"]


def test_a_year_at_the_beginning_of_a_wrapped_line_is_no_point_of_a_list() -> None:
    assert paragraphs("It is planned for\n2026. It lasts.") == ["It is planned for 2026. It lasts."]


@pytest.mark.parametrize(
    "words",
    [
        "10*20*30",
        "Learners (*) and parents (*)",
        "a *, b *",
        "x*y and z*w",
        "a_b_c",
        "5 * 6 * 7",
        "AT&T&regional&notes",
        "a < b",
    ],
)
def test_what_only_looks_like_markup_stays(words: str) -> None:
    assert paragraphs(words) == [words]
    assert cells(f"1.1 Who\t{words}") == ("1.1 Who", words)


@pytest.mark.parametrize("marked", ["**bold** words", "__bold__ words", "*bold* words", "_bold_ words"])
def test_emphasis_of_whole_words_goes(marked: str) -> None:
    assert paragraphs(marked) == ["bold words"]


@pytest.mark.parametrize(
    ("escaped", "meant"),
    [
        (r"\*SEND\* plans", "*SEND* plans"),
        (r"\_x\_ plans", "_x_ plans"),
        (r"Learners (\*) and parents (\*) plan.", "Learners (*) and parents (*) plan."),
        (r"\*\*SEND\*\* and \_\_x\_\_", "**SEND** and __x__"),
        (r"**\*SEND\*** plans", "*SEND* plans"),
        (r"*plans \* of ours*", "plans * of ours"),
        (r"**plans\*\* of ours**", "plans** of ours"),
        (r"_a\_b_ plans", "a_b plans"),
    ],
)
def test_a_mark_that_is_escaped_is_a_letter(escaped: str, meant: str) -> None:
    assert paragraphs(escaped) == [meant]
    assert cells(f"| 1.1 Who | {escaped} |") == ("1.1 Who", meant)


@pytest.mark.parametrize(
    "words",
    [
        "a plan <once a year and it is shared",
        "a plan </once a year",
        "x <y and <z",
        "a plan <",
        "<i>x</i> <y",
        "AT&T <x",
    ],
)
def test_a_bracket_that_opens_no_tag_hides_nothing_behind_it(words: str) -> None:
    meant = words.replace("<i>", "").replace("</i>", "")

    assert paragraphs(words) == [meant]
    assert cells(f"1.1 Who\t{words}") == ("1.1 Who", meant)


@pytest.mark.parametrize(
    "markup", ["a </p", "a <b and more", '<p class="x>a</p><p>b</p>', "<!-- a", "<!-- a > b", "<?a"]
)
def test_markup_without_its_end_is_refused_and_hides_nothing(markup: str) -> None:
    with pytest.raises(Unreadable, match=r"in line 1, which no guide has"):
        read_text(f"1.1 Who\t{markup}")


def test_no_python_takes_letters_for_the_beginning_of_a_tag_that_never_ends() -> None:
    assert with_letters_escaped("<p>A & B</p> <once a year") == "<p>A &amp; B</p> &lt;once a year"


def test_that_something_goes_on_overleaf_is_left_out_and_nothing_else_with_it() -> None:
    assert paragraphs("It was.\nContinues on next page\nIt is routine.") == ["It was.", "It is routine."]


def test_words_in_angle_brackets_are_not_taken_for_a_link() -> None:
    with pytest.raises(Unreadable, match="which no guide has"):
        read_text("1.1 Who\t<a lot of learners> do")


def test_a_bar_that_is_a_letter_ends_no_cell() -> None:
    assert cells("| 1.1 Who | a \\| b | c\\|") == ("1.1 Who", "a | b", "c|")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_lines_may_end_in_any_way(end: str) -> None:
    assert len(read_text(f"# One{end}{end}A paragraph.{end}")) == 2


@pytest.mark.parametrize("gap", ["\u2028", "\x0b", "\x85", "\u00a0"])
def test_odd_white_space_inside_a_cell_is_white_space(gap: str) -> None:
    assert cells(f"1.1 Who\tone{gap}two") == ("1.1 Who", "one two")


def test_a_very_long_heading_is_read_at_once() -> None:
    (heading,) = read_text("# a" + " " * 200_000 + "b")

    assert heading == Heading(text="a b", where="line 1")
