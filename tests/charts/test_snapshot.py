from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from matplotlib.colors import same_color, to_hex
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from charts import theme
from charts.draw import draw, png
from charts.snapshot import draw_snapshot
from maturity_model.catalog import COLUMNS, Column, RowId
from maturity_model.outcome import Highlights, Snapshot, chosen
from tests.charts.given import EDITION, EVERY_COLUMN, ROWS, rows, snapshot

LONG_NAME = "The Memorial Church of England Voluntary Aided School with Sixth Form, Nursery and Specialist Provision"
ODD_NAMES = [
    "مدرسة النور الثانوية للبنين والبنات",
    "🎓 Our School 👩‍🏫",
    "🎓🎓🎓",
    "学校",
    "St $\\frac{x$ and \\_a^b$",
    "Our\u202e School\n\twith\u0000 marks",
    "Unbroken" * 15,
    "",
]


@dataclass(frozen=True)
class Word:
    words: str
    x: float
    y: float


def words_of(figure: Figure) -> list[Word]:
    return [Word(text.get_text(), *text.get_position()) for text in figure.axes[0].texts]


def says(figure: Figure) -> list[str]:
    return [word.words for word in words_of(figure)]


def place_of(figure: Figure, words: str) -> Word:
    return next(word for word in words_of(figure) if word.words == words)


def beside(figure: Figure, row: RowId) -> list[Word]:
    """Everything on the row's line, from left to right."""
    line = place_of(figure, row).y
    return sorted((word for word in words_of(figure) if word.y == line), key=lambda word: word.x)


def cells_of(figure: Figure, row: RowId) -> Iterator[FancyBboxPatch]:
    line = place_of(figure, row).y
    for patch in figure.axes[0].patches:
        assert isinstance(patch, FancyBboxPatch)
        if patch.get_y() < line < patch.get_y() + patch.get_height():
            yield patch


def middle_of_column(figure: Figure, column: int) -> float:
    return place_of(figure, str(column)).x


def test_every_row_has_a_line_of_its_own_in_model_order() -> None:
    figure = draw_snapshot(snapshot())

    lines = [place_of(figure, row).y for row in ROWS]

    assert len(set(lines)) == 32
    assert lines == sorted(lines)


def test_every_row_says_its_title_or_as_much_of_it_as_fits() -> None:
    figure = draw_snapshot(snapshot())

    for row in EDITION.rows:
        title = beside(figure, row.id)[1].words

        assert row.title == title or (title.endswith("…") and row.title.startswith(title[:-1]) and len(title) > 25)


def test_titles_end_before_the_cells_begin() -> None:
    figure = draw_snapshot(snapshot())
    figure.canvas.draw()

    cells = min(patch.get_x() for row in ROWS for patch in cells_of(figure, row))
    ends = [text.get_window_extent().x1 for text in figure.axes[0].texts if text.get_text().endswith("…")]

    assert ends
    assert max(ends) < cells


def test_the_agreed_column_bears_its_number_in_its_own_place() -> None:
    figure = draw_snapshot(snapshot())

    for row, column in EVERY_COLUMN.items():
        number = next(word for word in beside(figure, row) if word.words == str(column))

        assert number.x == middle_of_column(figure, column)


def test_the_strip_is_filled_up_to_the_agreed_column() -> None:
    figure = draw_snapshot(snapshot())

    for row, column in EVERY_COLUMN.items():
        colours = [
            to_hex(cell.get_facecolor()) for cell in sorted(cells_of(figure, row), key=lambda cell: cell.get_x())
        ]

        before, after = column - 1, len(COLUMNS) - column
        assert colours == [theme.PALE_BLUE] * before + [theme.BLUE] + [theme.EMPTY] * after


def test_a_row_that_was_not_agreed_says_so_and_shows_no_column() -> None:
    open_row = RowId("3.2")
    columns = {row: column for row, column in EVERY_COLUMN.items() if row != open_row}

    figure = draw_snapshot(snapshot(columns))

    assert [word.words for word in beside(figure, open_row)][2:] == ["not agreed"]
    assert not any(same_color(cell.get_facecolor(), theme.BLUE) for cell in cells_of(figure, open_row))
    assert says(figure).count("not agreed") == 1
    assert "Careers review 2026/27 · 31 of 32 rows agreed" in says(figure)


def test_a_picture_of_nothing_agreed_still_names_every_row() -> None:
    figure = draw_snapshot(snapshot({}, strengths=Highlights(fallback=True), priorities=Highlights(fallback=True)))

    assert says(figure).count("not agreed") == 32
    assert "indicated strength: none" in says(figure)
    assert "priority action area: none" in says(figure)


def test_themes_come_with_their_benchmarks_above_their_rows() -> None:
    figure = draw_snapshot(snapshot())

    assert place_of(figure, "Theme 1 · Benchmark 1").y < place_of(figure, "1.1").y
    assert place_of(figure, "1.7").y < place_of(figure, "Theme 2 · Benchmarks 1 and 3").y < place_of(figure, "2.1").y
    for its in EDITION.themes:
        assert its.title in says(figure)


def test_setting_year_mark_and_rule_are_said() -> None:
    figure = draw_snapshot(snapshot())

    assert says(figure)[0] == "Our School"
    assert "Careers review 2026/27 · all 32 rows agreed" in says(figure)
    assert EDITION.mark in " ".join(says(figure))
    assert "Our rule: strengths are rows agreed at column 4, then 3; priority areas at column 1, then 2." in says(
        figure
    )


def test_strengths_and_priorities_have_a_symbol_each_that_the_legend_explains() -> None:
    figure = draw_snapshot(snapshot(strengths=Highlights(rows=rows("1.4")), priorities=Highlights(rows=rows("1.5"))))

    assert beside(figure, RowId("1.4"))[-1].words == "◆"
    assert beside(figure, RowId("1.5"))[-1].words == "▶"
    assert says(figure).count("◆") == says(figure).count("▶") == 2  # the row's and the legend's
    assert place_of(figure, "◆").y == place_of(figure, "indicated strength").y
    assert place_of(figure, "▶").y == place_of(figure, "priority action area").y


def test_where_the_rule_finds_none_other_words_are_used() -> None:
    named = Highlights(rows=rows("1.1"), fallback=True)

    figure = draw_snapshot(snapshot(strengths=named, priorities=named))

    assert {"furthest on", "next to work on"} <= set(says(figure))
    assert not {"indicated strength", "priority action area"} & set(says(figure))


def test_what_the_group_chose_is_said_to_be_its_choice() -> None:
    figure = draw_snapshot(snapshot(strengths=chosen(rows("2.2")), priorities=chosen(rows("2.3"))))

    assert "indicated strength, chosen by the group" in says(figure)
    assert "priority action area, chosen by the group" in says(figure)


def test_rows_on_a_par_are_offered_with_a_hollow_symbol() -> None:
    tied = Highlights(rows=rows("1.4"), tied=rows("2.1", "2.2", "2.3"), places_left=2)

    figure = draw_snapshot(snapshot(strengths=tied))

    assert [beside(figure, row)[-1].words for row in rows("1.4", "2.1", "2.2", "2.3")] == ["◆", "◇", "◇", "◇"]
    assert "on a par: choose 2 of 3" in says(figure)


def test_a_row_may_be_on_a_par_for_both() -> None:
    tied = Highlights(tied=rows("1.1", "1.2"), places_left=1, fallback=True)

    figure = draw_snapshot(snapshot(strengths=tied, priorities=tied))

    assert [word.words for word in beside(figure, RowId("1.1"))[-2:]] == ["◇", "▷"]
    assert "furthest on, on a par: choose 1 of 2" in says(figure)


def test_no_score_and_no_mean_is_drawn() -> None:
    figure = draw_snapshot(snapshot())

    everything = " ".join(says(figure)).lower()

    assert not any(word in everything for word in ("score", "average", "mean ", "grade", "%", "rank", "total", "/4"))


def test_a_long_name_is_set_smaller_and_kept_whole() -> None:
    figure = draw_snapshot(snapshot(name=LONG_NAME))

    assert " ".join(says(figure)).startswith(LONG_NAME)


@pytest.mark.parametrize("name", [LONG_NAME, *ODD_NAMES])
def test_no_name_breaks_the_picture(name: str) -> None:
    figure = draw_snapshot(snapshot(name=name))
    figure.canvas.draw()  # missing glyphs would warn here

    texts = figure.axes[0].texts
    assert all(text.get_window_extent().x1 <= theme.WIDTH - theme.MARGIN + 10 for text in texts)
    assert all(text.get_window_extent().x0 >= theme.MARGIN - 10 for text in texts)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("مدرسة النور", "مدرسة النور"),
        ("🎓 Our School 👩‍🏫", "Our School"),
        ("学校 Academy", "□□ Academy"),
        ("St $x$", "St $x$"),
        ("Our\u202e School\n1", "Our School 1"),
    ],
)
def test_a_name_is_shown_as_far_as_the_font_goes(name: str, shown: str) -> None:
    figure = draw_snapshot(snapshot(name=name))

    assert says(figure)[0] == shown


def test_a_longer_edition_makes_a_longer_page() -> None:
    last = EDITION.themes[-1]
    more = tuple(replace(row, id=RowId(f"6.{4 + place}")) for place, row in enumerate(last.rows))
    longer = replace(EDITION, themes=(*EDITION.themes[:-1], replace(last, rows=last.rows + more)))

    usual, long = (draw_snapshot(replace(snapshot(), edition=edition)) for edition in (EDITION, longer))

    assert long.get_figheight() > usual.get_figheight()
    assert place_of(long, "6.6").y < long.get_figheight() * theme.DPI


PICTURES = [
    snapshot(),
    snapshot({}),
    snapshot(dict.fromkeys(ROWS, Column(4)), strengths=Highlights(tied=ROWS, places_left=5)),
    snapshot(name=LONG_NAME),
]


@pytest.mark.parametrize("values", PICTURES)
def test_the_file_is_a_small_png_for_a_phone_and_a_laptop(values: Snapshot) -> None:
    file = png(values)

    width, height = (int.from_bytes(file[start : start + 4]) for start in (16, 20))
    assert file.startswith(b"\x89PNG")
    assert len(file) <= 150 * 1024
    assert width == 1200
    assert 1.5 * width < height < 2.3 * width


def test_values_without_a_chart_are_refused() -> None:
    with pytest.raises(TypeError, match="no chart for int"):
        draw(4)


@pytest.mark.parametrize("ids", [("10.12", "A1.10"), ("leadership-01", "1.1"), ("W" * 16, "i")])
def test_no_id_however_long_runs_into_its_title(ids: tuple[str, str]) -> None:
    figure = draw_snapshot(_with_ids(*ids))
    figure.canvas.draw()

    for row in ids:
        drawn, title = (
            next(its for its in figure.axes[0].texts if its.get_text() == word.words)
            for word in beside(figure, RowId(row))[:2]
        )
        assert drawn.get_window_extent().x1 < title.get_window_extent().x0
        assert len(title.get_text()) > len("A few words…")


def test_titles_begin_below_one_another_and_short_ids_move_none() -> None:
    first, long = draw_snapshot(snapshot()), draw_snapshot(_with_ids("leadership-01", "1.1"))

    begin = {beside(long, row)[1].x for row in rows("leadership-01", "1.1")}
    assert len(begin) == 1
    assert {beside(first, row)[1].x for row in ROWS} == {theme.MARGIN + 57}
    assert min(begin) > theme.MARGIN + 57


def _with_ids(*ids: str) -> Snapshot:
    """The picture of an edition whose first rows have these ids, every row agreed at column 3."""
    first, *others = EDITION.themes
    named = tuple(replace(row, id=RowId(row_id)) for row, row_id in zip(first.rows, ids, strict=False))
    edition = replace(EDITION, themes=(replace(first, rows=named), *others))
    return replace(snapshot(dict.fromkeys((row.id for row in edition.rows), Column(3))), edition=edition)
