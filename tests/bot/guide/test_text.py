"""How a guide's text is read: Markdown, tables between tabs or bars, HTML in their cells."""

import pytest

from bot.guide.document import Heading, Paragraph, TableLine, Unreadable
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


@pytest.mark.parametrize("marker", ["-", "*", "+", "•", "1.", "2)"])
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
