"""What is told of rows that are missing, or that nobody knows."""

from bot.guide.faults import faults_in, missing_rows
from bot.guide.findings import Settled
from bot.guide.gathering import FoundRow, Gathered
from maturity_model.catalog import RowId

ROW, NUMBERLESS = RowId("1.1"), RowId("")


def test_a_line_without_a_number_is_no_row_that_nobody_knows() -> None:
    assert list(missing_rows({ROW, NUMBERLESS}, (ROW,), Settled())) == []


def test_a_line_without_a_number_is_not_counted_among_the_rows_that_are_there() -> None:
    (trouble,) = missing_rows({ROW, RowId("1.3"), NUMBERLESS}, (ROW, RowId("1.2"), RowId("1.3")), Settled())

    assert (trouble.where, trouble.what) == ("row 1.2", "Not found; there are 2 rows.")


def test_two_lines_without_a_number_are_not_one_row_twice() -> None:
    rows = [FoundRow(id=NUMBERLESS, title="Who", theme="Leading", where=f"line {line}") for line in (2, 3)]

    assert list(faults_in(Gathered(rows=rows), (), {}, Settled())) == []
