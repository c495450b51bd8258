from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.colors import same_color
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle
from matplotlib.text import Text

from charts import theme
from charts.draw import png
from charts.snapshot import draw_snapshot
from charts.words import ASSUMED, REWORDED, other_wording
from maturity_model.catalog import Column, RowId, Wording
from maturity_model.outcome import Snapshot
from tests.charts.given import EDITION, EVERY_COLUMN, ROWS, beside, reworded, snapshot

ROW, OTHER = RowId("1.2"), RowId("2.2")  # agreed at columns 2 and 1 now
EVERY_ROW_AT_TWO = dict.fromkeys(ROWS, Column(2))


def at(columns: Mapping[str, int]) -> dict[RowId, Column]:
    return {RowId(row): Column(column) for row, column in columns.items()}


def texts(figure: Figure, words: str) -> list[Text]:
    return [text for text in figure.axes[0].texts if text.get_text() == words]


def height_of(figure: Figure, row: RowId) -> float:
    return float(texts(figure, row)[0].get_position()[1])


def middle_of(figure: Figure, column: int) -> float:
    return float(texts(figure, str(column))[0].get_position()[0])


def place_of(ring: Circle) -> tuple[float, float]:
    x, y = np.asarray(ring.get_center(), dtype=float)
    return float(x), float(y)


def rings(figure: Figure, row: RowId) -> list[Circle]:
    height = height_of(figure, row)
    return [patch for patch in figure.axes[0].patches if isinstance(patch, Circle) and place_of(patch)[1] == height]


def lines(figure: Figure, row: RowId) -> list[Line2D]:
    height = height_of(figure, row)
    return [
        line for line in figure.axes[0].lines if np.asarray(line.get_ydata(), dtype=float).tolist() == [height, height]
    ]


def marked(figure: Figure, row: RowId) -> bool:
    height = height_of(figure, row)
    return any(text.get_position()[1] == height for text in texts(figure, "≠"))


def ends(line: Line2D) -> tuple[float, float]:
    start, end = np.asarray(line.get_xdata(), dtype=float).tolist()
    return start, end


def test_a_ring_stands_in_the_column_of_the_review_before() -> None:
    figure = draw_snapshot(beside(at({ROW: 4, OTHER: 3})))

    for row, column in ((ROW, 4), (OTHER, 3)):
        (ring,) = rings(figure, row)
        assert place_of(ring)[0] == middle_of(figure, column)
        assert not ring.get_fill()


def test_a_thin_line_joins_the_ring_with_the_column_now_in_either_direction() -> None:
    figure = draw_snapshot(beside(at({"1.4": 1, "1.5": 3})))  # now at columns 4 and 1

    (upwards,), (downwards,) = lines(figure, RowId("1.4")), lines(figure, RowId("1.5"))
    assert middle_of(figure, 1) < min(ends(upwards)) < max(ends(upwards)) < middle_of(figure, 4)
    assert max(ends(upwards)) > middle_of(figure, 3)
    assert middle_of(figure, 1) < min(ends(downwards)) < middle_of(figure, 2)
    assert middle_of(figure, 2) < max(ends(downwards)) < middle_of(figure, 3)


def test_a_line_looks_alike_whichever_way_it_leads() -> None:
    figure = draw_snapshot(beside(at({"1.4": 1, "1.5": 3})))

    (upwards,), (downwards,) = lines(figure, RowId("1.4")), lines(figure, RowId("1.5"))

    assert upwards.get_color() == downwards.get_color()
    assert upwards.get_linewidth() == downwards.get_linewidth()
    assert upwards.get_marker() == downwards.get_marker() == "None"


def test_a_row_that_stands_where_it_stood_has_its_number_ringed_and_no_line() -> None:
    figure = draw_snapshot(beside(at({ROW: 2})))

    (ring,) = rings(figure, ROW)
    assert same_color(ring.get_edgecolor(), theme.PAPER)  # it lies on the dark cell
    assert place_of(ring)[0] == middle_of(figure, 2)
    assert not lines(figure, ROW)


def test_no_line_is_drawn_across_a_changed_wording() -> None:
    figure = draw_snapshot(beside(at({ROW: 4, OTHER: 3}), edition=reworded(ROW)))

    assert len(rings(figure, ROW)) == 1
    assert not lines(figure, ROW)
    assert marked(figure, ROW)
    assert lines(figure, OTHER)
    assert not marked(figure, OTHER)


def test_the_legend_explains_the_marks_that_are_in_use() -> None:
    same, changed = draw_snapshot(beside(at({ROW: 4}))), draw_snapshot(beside(at({ROW: 4}), edition=reworded(ROW)))

    for figure in (same, changed):
        assert texts(figure, "agreed in 2025/26")
    assert not texts(same, REWORDED)
    assert not texts(same, "≠")
    assert texts(changed, REWORDED)[0].get_position()[1] == texts(changed, "≠")[0].get_position()[1]


def test_what_is_assumed_is_said_and_of_one_edition_nothing_is() -> None:
    assert texts(draw_snapshot(beside(at({ROW: 4}), edition=reworded())), ASSUMED)
    assert not texts(draw_snapshot(beside(at({ROW: 4}))), ASSUMED)


def test_between_our_summary_and_the_publishers_words_the_legend_says_so_for_all_rows_at_once() -> None:
    earlier = replace(reworded(*ROWS), wording=Wording.OFFICIAL)
    values = beside(EVERY_ROW_AT_TWO, edition=earlier)
    figure = draw_snapshot(values)

    assert values.earlier
    assert texts(figure, other_wording(values.earlier))
    assert not texts(figure, "≠")
    assert not texts(figure, REWORDED)
    assert not any(lines(figure, row) for row in ROWS)


def test_a_changed_wording_of_a_row_that_was_not_agreed_before_needs_no_sign() -> None:
    figure = draw_snapshot(beside(at({ROW: 4}), edition=reworded(OTHER)))

    assert not texts(figure, "≠")
    assert not texts(figure, REWORDED)


@pytest.mark.parametrize("column", [1, 2, 3, 4])
def test_words_and_ring_have_room_beside_each_other_where_a_row_is_not_agreed_now(column: int) -> None:
    now = {row: agreed for row, agreed in EVERY_COLUMN.items() if row != ROW}

    figure = draw_snapshot(beside(at({ROW: column}), now))
    figure.canvas.draw()

    (ring,), (words,) = rings(figure, ROW), texts(figure, "not agreed")
    box, (middle, _) = words.get_window_extent(), place_of(ring)
    assert middle + ring.get_radius() < box.x0 or box.x1 < middle - ring.get_radius()
    assert not lines(figure, ROW)


def test_a_first_review_has_no_marks() -> None:
    for figure in (draw_snapshot(snapshot()), draw_snapshot(beside({}))):
        assert not any(isinstance(patch, Circle) for patch in figure.axes[0].patches)
        assert not any(text.get_text().startswith("agreed in") for text in figure.axes[0].texts)


def test_the_cells_stand_where_they_stand_without_an_earlier_review() -> None:
    first, later = draw_snapshot(snapshot()), draw_snapshot(beside(EVERY_ROW_AT_TWO, edition=reworded(*ROWS)))

    assert [middle_of(first, column) for column in range(1, 5)] == [middle_of(later, column) for column in range(1, 5)]


def test_titles_end_before_the_signs_of_changed_wording() -> None:
    figure = draw_snapshot(beside(EVERY_ROW_AT_TWO, edition=reworded(*ROWS)))
    figure.canvas.draw()

    signs = [text.get_window_extent().x0 for text in texts(figure, "≠")[1:]]  # the first is the legend's
    titles = [text.get_window_extent().x1 for text in figure.axes[0].texts if text.get_text().endswith("…")]

    assert len(signs) == len(EDITION.rows)
    assert max(titles) < min(signs)


@pytest.mark.parametrize("wording", Wording)
def test_everything_stays_on_the_page(wording: Wording) -> None:
    figure = draw_snapshot(beside(EVERY_ROW_AT_TWO, edition=replace(reworded(*ROWS), wording=wording)))
    figure.canvas.draw()

    assert all(text.get_window_extent().x1 <= theme.WIDTH - theme.MARGIN + 10 for text in figure.axes[0].texts)


@pytest.mark.parametrize("values", [beside(EVERY_ROW_AT_TWO), beside(EVERY_ROW_AT_TWO, edition=reworded(*ROWS))])
def test_the_file_stays_small(values: Snapshot) -> None:
    assert len(png(values)) <= 150 * 1024
