"""Statements are made once, when a module is loaded: making one takes longer than SQLite takes to carry it out."""

from sqlalchemy import ColumnElement, Table, bindparam


def matching(table: Table, *columns: str) -> tuple[ColumnElement[bool], ...]:
    """Conditions that these columns equal the values given under their names when the statement is carried out."""
    return tuple(table.c[column] == bindparam(column, type_=table.c[column].type) for column in columns)
