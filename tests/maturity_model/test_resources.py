"""What signposting promises: every row has support, the nearest first, and every address leads to a page."""

from dataclasses import replace

import pytest

from maturity_model.catalog import EditionId, Row, RowId, Wording
from maturity_model.edition_file import built_in_editions
from maturity_model.resources import BrokenResource, load_resources, read_resources, resources_for, support_for
from maturity_model.setting import Kind
from tests import given

SOURCE = "pages.toml"
ROWS = built_in_editions()[EditionId("schools-2026")].rows
PLENTY = 100

ENTRY = """
[[resources]]
title = "A guide to guides"
publisher = "A publisher"
url = "https://example.org/guide?part=1&of=2"
helps_with = "Finding your way"
themes = [1, 2]
rows = ["1.2", "2.1"]
"""


def theme_of(row: Row) -> int:
    return built_in_editions()[EditionId("schools-2026")].theme_of(row.id).number


def every_row() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)


@every_row()
def test_each_row_has_at_least_two_pages_of_support(row: Row) -> None:
    found = resources_for(row.id, theme_of(row), kind=Kind.SCHOOL, most=PLENTY)

    assert len(found) >= 2
    assert len(set(found)) == len(found)


@every_row()
def test_pages_that_name_the_row_come_before_those_about_its_theme(row: Row) -> None:
    found = resources_for(row.id, theme_of(row), kind=Kind.SCHOOL, most=PLENTY)

    naming = [resource for resource in found if row.id in resource.rows]
    about_the_theme = [resource for resource in found if not resource.rows]
    assert [*naming, *about_the_theme] == list(found)
    assert all(theme_of(row) in resource.themes for resource in found)


@every_row()
def test_asking_for_fewer_gives_the_best_of_the_same(row: Row) -> None:
    everything = resources_for(row.id, theme_of(row), kind=Kind.SCHOOL, most=PLENTY)

    for most in range(4):
        assert resources_for(row.id, theme_of(row), kind=Kind.SCHOOL, most=most) == everything[:most]


@every_row()
def test_whoever_wrote_a_schools_edition_its_rows_have_their_pages(row: Row) -> None:
    official = replace(given.built_in(), id=EditionId("official"), wording=Wording.OFFICIAL)

    found = support_for(official, row.id, kind=Kind.SCHOOL, most=PLENTY)

    assert found == resources_for(row.id, theme_of(row), kind=Kind.SCHOOL, most=PLENTY)


def test_the_rows_of_a_college_edition_have_pages_about_whole_themes_with_the_same_benchmarks() -> None:
    found = support_for(given.college_edition(), RowId("B1"), kind=Kind.COLLEGE, most=PLENTY)

    assert found
    assert not [page.title for page in found if page.rows]
    assert all(5 in page.themes for page in found)  # the schools' theme of benchmarks 5 and 6


def test_a_row_whose_number_means_something_else_elsewhere_has_not_its_pages() -> None:
    (first, *_) = given.college_edition().themes
    edition = replace(
        given.college_edition(), themes=(replace(first, rows=(replace(first.rows[0], id=RowId("1.3")),)),)
    )

    assert support_for(edition, RowId("1.3"), kind=Kind.COLLEGE, most=PLENTY) == ()


def test_the_page_about_least_else_comes_first() -> None:
    found = resources_for(RowId("1.5"), 1, kind=Kind.SCHOOL, most=2)

    assert [resource.publisher for resource in found] == [
        "Governors for Schools",
        "Career Development Institute (Careers Leaders community)",
    ]


@pytest.mark.parametrize("kind", [Kind.SCHOOL, Kind.SPECIAL_SCHOOL])
@every_row()
def test_only_a_college_is_sent_to_pages_for_colleges(row: Row, kind: Kind) -> None:
    found = resources_for(row.id, theme_of(row), kind=kind, most=PLENTY)

    assert not [resource.title for resource in found if "for colleges" in resource.title]


def test_a_college_is_sent_to_pages_for_colleges() -> None:
    found = resources_for(RowId("1.3"), 1, kind=Kind.COLLEGE, most=PLENTY)

    assert "Gatsby Benchmarks: key changes for colleges" in [resource.title for resource in found]


def test_earlier_releases_come_after_every_other_page_that_names_the_row() -> None:
    found = resources_for(RowId("2.4"), 2, kind=Kind.SCHOOL, most=PLENTY)

    naming = [resource.earlier_release for resource in found if "2.4" in resource.rows]
    assert naming == sorted(naming)
    assert naming[-2:] == [True, True]
    assert naming[:3] == [False, False, False]


def test_a_row_that_nothing_names_gets_the_pages_about_its_theme() -> None:
    found = resources_for(RowId("1.99"), 1, kind=Kind.SCHOOL, most=PLENTY)

    assert found
    assert all(not resource.rows and 1 in resource.themes for resource in found)


def test_a_row_of_an_unknown_theme_has_no_pages() -> None:
    assert resources_for(RowId("99.1"), 99, kind=Kind.SCHOOL, most=PLENTY) == ()


def test_every_row_that_a_page_names_is_in_the_edition() -> None:
    known = {row.id for row in ROWS}

    for resource in load_resources():
        assert set(resource.rows) <= known, resource.title


@pytest.mark.parametrize(
    "unread", ["findapprenticeship.service.gov.uk", "amazingapprenticeships.com", "speakersforschools.org"]
)
def test_a_page_that_nobody_has_read_is_not_signposted(unread: str) -> None:
    assert not [resource.url for resource in load_resources() if unread in resource.url]


def test_an_entry_is_read_as_it_is_written() -> None:
    (resource,) = read_resources(ENTRY, source=SOURCE)

    assert (resource.title, resource.publisher) == ("A guide to guides", "A publisher")
    assert resource.url == "https://example.org/guide?part=1&of=2"
    assert (resource.helps_with, resource.themes, resource.rows) == ("Finding your way", (1, 2), ("1.2", "2.1"))
    assert (resource.kinds, resource.earlier_release) == (frozenset(Kind), False)


def test_an_entry_may_say_for_whom_it_is_and_that_newer_figures_are_out() -> None:
    more = 'kinds = ["special school"]\nearlier_release = true\n'

    (resource,) = read_resources(ENTRY + more, source=SOURCE)

    assert (resource.kinds, resource.earlier_release) == (frozenset({Kind.SPECIAL_SCHOOL}), True)


WRONG = {
    "an empty title": ('"A guide to guides"', '""', '"title" has no text'),
    "no publisher": ('publisher = "A publisher"', "", '"publisher" is missing'),
    "nothing it helps with": ("Finding your way", " ", '"helps_with" has no text'),
    "too much it helps with": ("Finding your way", "x" * 151, '"helps_with" has 151 characters, and 150 is the most'),
    "no address": ("https://example.org/guide?part=1&of=2", "", '"url" has no text'),
    "another kind of address": ("https://example.org", "ftp://example.org", "is not the address of a page"),
    "a script for an address": ("https://example.org/guide", "javascript:alert", "is not the address of a page"),
    "an address without a host": ("https://example.org/guide", "https:///guide", "is not the address of a page"),
    "an address in brackets": ("https://example.org/guide", "https://[guide", "is not the address of a page"),
    "an address with a space": ("/guide?", "/a guide?", "is not the address of a page"),
    "an address that ends its link": ("/guide?", "/guide|here?", "is not the address of a page"),
    "no theme": ("[1, 2]", "[]", '"themes" is not a list with something in it'),
    "theme nought": ("[1, 2]", "[0, 1, 2]", '"themes" are not whole numbers from 1'),
    "a theme in words": ("[1, 2]", '["1", "2"]', '"themes" are not whole numbers from 1'),
    "a row outside its themes": ("[1, 2]", "[1]", "row 2.1 is in none of its themes"),
    "a row that is no row": ('"2.1"]', '"2"]', '"rows" cannot hold "2"'),
    "rows as one text": ('["1.2", "2.1"]', '"1.2"', '"rows" is not a list'),
    "an unknown kind": ("themes =", 'kinds = ["nursery"]\nthemes =', '"kinds" cannot hold "nursery"'),
    "no kind": ("themes =", "kinds = []\nthemes =", "it is written for no kind of setting"),
    "a release in words": ("themes =", 'earlier_release = "yes"\nthemes =', "is neither true nor false"),
    "an unknown key": ("themes =", "seen = 1\nthemes =", '"seen" is not a key'),
}


@pytest.mark.parametrize(("old", "new", "reason"), WRONG.values(), ids=WRONG)
def test_a_broken_entry_is_refused_with_file_title_and_reason(old: str, new: str, reason: str) -> None:
    assert ENTRY.count(old) == 1

    with pytest.raises(BrokenResource) as refusal:
        read_resources(ENTRY.replace(old, new), source=SOURCE)

    assert refusal.value.source == SOURCE
    assert reason in refusal.value.reason
    assert refusal.value.title in {"A guide to guides", ""}
    assert str(refusal.value).startswith(SOURCE)
    assert str(refusal.value).endswith(refusal.value.reason)


def test_the_same_address_twice_is_refused() -> None:
    twin = ENTRY.replace("A guide to guides", "Another guide")

    with pytest.raises(BrokenResource) as refusal:
        read_resources(ENTRY + twin, source=SOURCE)

    assert str(refusal.value) == f'{SOURCE}, "Another guide": an earlier entry has the same address'


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("resources = [", "this is not TOML"),
        ("", '"resources" is missing'),
        ("resources = []", "is not a list with something in it"),
        ("resources = [1]", "a table should stand here"),
    ],
)
def test_a_file_without_entries_is_refused(text: str, reason: str) -> None:
    with pytest.raises(BrokenResource, match=reason):
        read_resources(text, source=SOURCE)
