"""Giving a guide, looking at what was found and settling it, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.capabilities.guides import texts
from bot.capabilities.guides.cards import wording_section
from bot.capabilities.guides.use_cases.giving import (
    GiveGuide,
    OfGuide,
    find_wording,
    give_guide,
    look_at_guide,
    settle_guide,
)
from bot.guide.findings import DividedWord
from bot.guide.kept import settled_from
from bot.kit.in_view import get_meant_setting
from maturity_model.catalog import EditionId, RowId, Wording
from maturity_model.errors import ColumnsNotUnderstood, GuideSettled, NotAllowed, NothingThere, SettingMissing
from maturity_model.given_guide import GuideState
from maturity_model.ids import GuideId, SettingId
from maturity_model.permission import Action
from maturity_model.setting import Kind
from storage.store import Store
from tests.bot.capabilities.guides.guides import (
    ASKING,
    ELSEWHERE,
    GIVING,
    NEIGHBOUR,
    ONE_LOST,
    SETTLING,
    WHOLE,
    confirmed,
    given,
    installed,
    kept,
    looked_at,
    read,
    two_settings,
)
from tests.given import LEADER, NOW, SETTING, STRANGER, WORKSPACE, built_in, college_edition, hillside, setting

NOT_THEIRS = (
    (replace(ASKING, person=STRANGER), NotAllowed),
    (replace(ASKING, person=NEIGHBOUR), NotAllowed),
    (replace(ASKING, workspace=ELSEWHERE), NothingThere),
    (replace(ASKING, guide=GuideId("another")), NothingThere),
)


async def test_a_guide_that_was_given_waits_to_be_read(store: Store) -> None:
    await given(store)

    assert await store.read(lambda tx: tx.guides.list_waiting()) == [await kept(store)]


async def test_handing_it_over_twice_changes_nothing(store: Store) -> None:
    await given(store)
    await read(store)
    before = await kept(store)

    await give_guide(store, replace(GIVING, file="F0ANOTHER"), now=NOW + timedelta(days=1))

    assert await kept(store) == before


@pytest.mark.parametrize(
    ("request_", "refusal"),
    [
        (replace(GIVING, person=STRANGER), NotAllowed),
        (replace(GIVING, person=NEIGHBOUR), NotAllowed),
        (replace(GIVING, setting=SettingId("another")), NothingThere),
        (replace(GIVING, workspace=ELSEWHERE), NothingThere),
    ],
)
async def test_a_guide_for_a_setting_that_somebody_does_not_lead_is_refused(
    store: Store, request_: GiveGuide, refusal: type[Exception]
) -> None:
    await two_settings(store)

    with pytest.raises(refusal):
        await give_guide(store, request_, now=NOW)

    assert await store.read(lambda tx: tx.guides.list_waiting()) == []


@pytest.mark.parametrize(
    "theirs",
    [
        replace(GIVING, person=NEIGHBOUR, setting=hillside().id),
        replace(GIVING, workspace=ELSEWHERE, setting=setting(workspace=ELSEWHERE).id),
    ],
)
async def test_the_id_of_somebody_elses_guide_is_not_taken_for_a_new_one(store: Store, theirs: GiveGuide) -> None:
    await given(store)
    before = await kept(store)

    with pytest.raises(NothingThere):
        await give_guide(store, theirs, now=NOW)

    assert await kept(store) == before


async def test_only_careers_leaders_are_asked_for_a_file(store: Store) -> None:
    with pytest.raises(SettingMissing):
        await get_meant_setting(store, Action.GIVE_GUIDE, WORKSPACE, LEADER, None)
    await two_settings(store)

    assert await get_meant_setting(store, Action.GIVE_GUIDE, WORKSPACE, LEADER, None) == setting()
    for person in (STRANGER, NEIGHBOUR):
        with pytest.raises(NotAllowed):
            await get_meant_setting(store, Action.GIVE_GUIDE, WORKSPACE, person, SETTING)
    with pytest.raises(NothingThere):
        await get_meant_setting(store, Action.GIVE_GUIDE, ELSEWHERE, LEADER, SETTING)


async def test_home_says_whose_words_the_next_review_would_use(store: Store) -> None:
    await two_settings(store)
    before = await find_wording(store, WORKSPACE, LEADER, SETTING)
    official = replace(built_in(), id=EditionId("ours"), wording=Wording.OFFICIAL)
    await store.write(lambda tx: tx.editions.install(official, workspace=WORKSPACE, person=LEADER, at=NOW))

    after = await find_wording(store, WORKSPACE, LEADER, SETTING)
    elsewhere = await find_wording(store, ELSEWHERE, LEADER, setting(workspace=ELSEWHERE).id)

    assert before
    assert before.official is None
    assert after
    assert after.offered == after.official == official
    assert elsewhere
    assert elsewhere.official is None


async def test_home_names_the_publishers_words_also_where_a_newer_summary_is_offered_first(store: Store) -> None:
    await two_settings(store)
    last_years = replace(built_in(), id=EditionId("ours"), wording=Wording.OFFICIAL, year=built_in().year - 1)
    await store.write(lambda tx: tx.editions.install(last_years, workspace=WORKSPACE, person=LEADER, at=NOW))

    found = await find_wording(store, WORKSPACE, LEADER, SETTING)

    assert found
    assert found.offered == built_in()
    assert found.official == last_years
    said = str(wording_section(found))
    assert last_years.title in said
    assert texts.SUMMARY not in said


async def test_home_says_so_where_no_edition_fits_the_setting(store: Store) -> None:
    college = replace(setting(), kind=Kind.COLLEGE)
    await store.write(lambda tx: tx.settings.add(college, at=NOW))
    without = await find_wording(store, WORKSPACE, LEADER, SETTING)
    await store.write(lambda tx: tx.editions.install(college_edition(), workspace=None, person=None, at=NOW))

    assert without
    assert without.offered is None
    assert (found := await find_wording(store, WORKSPACE, LEADER, SETTING))
    assert found.official == college_edition()


async def test_home_says_nothing_of_it_to_anybody_else(store: Store) -> None:
    await two_settings(store)

    assert await find_wording(store, WORKSPACE, STRANGER, SETTING) is None
    assert await find_wording(store, WORKSPACE, NEIGHBOUR, SETTING) is None
    assert await find_wording(store, ELSEWHERE, LEADER, SETTING) is None


async def test_what_was_found_is_shown_as_it_was_found(store: Store) -> None:
    await looked_at(store)

    seen = await look_at_guide(store, ASKING)

    assert seen.findings == replace(ONE_LOST, edition=None)
    assert seen.guide == await kept(store)


@pytest.mark.parametrize(("asking", "refusal"), NOT_THEIRS)
async def test_nobody_else_may_look_at_it_or_settle_it(store: Store, asking: OfGuide, refusal: type[Exception]) -> None:
    await looked_at(store)
    before = await kept(store)

    with pytest.raises(refusal):
        await look_at_guide(store, asking)
    with pytest.raises(refusal):
        await settle_guide(
            store, replace(SETTLING, workspace=asking.workspace, person=asking.person, guide=asking.guide), now=NOW
        )

    assert await kept(store) == before


@pytest.mark.parametrize("state", [state for state in GuideState if state is not GuideState.FOUND])
async def test_what_is_being_read_used_or_refused_is_not_settled_again(store: Store, state: GuideState) -> None:
    await looked_at(store)
    before = replace(await kept(store), state=state)
    await store.write(lambda tx: tx.guides.put(before))

    with pytest.raises(GuideSettled):
        await look_at_guide(store, ASKING)
    with pytest.raises(GuideSettled):
        await settle_guide(store, SETTLING, now=NOW)

    assert await kept(store) == before


@pytest.mark.parametrize(
    "ends", ["", "2.1", "2.1 = 3, 2, 1", "2.1 = 2, 3, 7", "2.1 = 2, 3, 5\n1.1 = 1, 2, 3", "2.1 = two"]
)
async def test_columns_that_cannot_be_meant_are_refused(store: Store, ends: str) -> None:
    await looked_at(store)
    before = await kept(store)

    with pytest.raises(ColumnsNotUnderstood):
        await settle_guide(store, replace(SETTLING, ends=ends), now=NOW)

    assert await kept(store) == before


async def test_what_is_said_now_counts_beside_what_was_said_before(store: Store) -> None:
    await confirmed(store)
    await read(store, ONE_LOST)
    more = replace(SETTLING, kinds=frozenset({Kind.SPECIAL_SCHOOL}), year=2030, name="ours-2030", rows=3)
    await settle_guide(store, more, now=NOW)
    await read(store, ONE_LOST)

    await settle_guide(store, replace(SETTLING, ends="2.1 = 1, 2, 3"), now=NOW)

    said = settled_from((await kept(store)).said)
    assert said.columns == {RowId("2.1"): (1, 2, 3)}
    assert (said.kinds, said.year, said.id, said.rows) == (more.kinds, 2030, EditionId("ours-2030"), 3)
    assert not said.accept


async def test_nothing_is_used_before_somebody_confirms(store: Store) -> None:
    await given(store)
    await read(store, WHOLE)

    assert not await installed(store)
    assert (await kept(store)).state is GuideState.FOUND


ASSET = DividedWord(ways=("asset-based", "assetbased"), proposed="asset-based", where="page 9")
PROVE = DividedWord(ways=("im-prove", "improve"), proposed="improve", where="page 7")


async def test_hyphens_are_kept_while_other_things_are_asked(store: Store) -> None:
    await given(store)
    await read(store, replace(ONE_LOST, divided=(ASSET, PROVE)))
    await settle_guide(store, replace(SETTLING, hyphens=frozenset({"asset-based"})), now=NOW)
    await read(store, ONE_LOST)

    await settle_guide(store, replace(SETTLING, name="ours-2030"), now=NOW)

    assert settled_from((await kept(store)).said).hyphens == frozenset({"asset-based"})


async def test_of_hyphens_only_what_is_asked_again_is_said_anew(store: Store) -> None:
    await given(store)
    await read(store, replace(ONE_LOST, divided=(ASSET, PROVE)))
    await settle_guide(store, replace(SETTLING, hyphens=frozenset({"asset-based", "im-prove"})), now=NOW)
    await read(store, replace(ONE_LOST, divided=(PROVE,)))

    await settle_guide(store, SETTLING, now=NOW)

    assert settled_from((await kept(store)).said).hyphens == frozenset({"asset-based"})


async def test_where_none_was_in_doubt_nothing_is_said_of_hyphens(store: Store) -> None:
    await looked_at(store)

    await settle_guide(store, SETTLING, now=NOW)

    assert settled_from((await kept(store)).said).hyphens is None


@pytest.mark.parametrize("hyphens", [{"short-term"}, {"assetbased"}])
async def test_a_hyphen_that_nobody_asked_about_is_refused(store: Store, hyphens: set[str]) -> None:
    await given(store)
    await read(store, replace(ONE_LOST, divided=(ASSET, PROVE)))
    before = await kept(store)

    with pytest.raises(NothingThere):
        await settle_guide(store, replace(SETTLING, hyphens=frozenset(hyphens)), now=NOW)

    assert await kept(store) == before
