"""Who may look closer at a row's words, and that looking changes nothing."""

from dataclasses import replace

import pytest

from bot.capabilities.wording.use_cases import LookAtWords, look_at_words
from maturity_model.catalog import EditionId, RowId
from maturity_model.errors import NotAllowed, NothingThere, UnknownRow, WrongStage
from maturity_model.ids import ChannelId, PersonId, WorkspaceId
from maturity_model.review import Stage
from storage.store import Store
from tests import given
from tests.given import CHANNEL, FACILITATOR, LEADER, NOW, STRANGER

SENCO, *_ = PEOPLE = given.colleagues(3)
REVIEW = given.review(*PEOPLE)
ROW = RowId("1.3")
DIRECT_MESSAGES = ChannelId("D0000000001")


def looking(person: PersonId, *, channel: ChannelId | None = DIRECT_MESSAGES, row: RowId = ROW) -> LookAtWords:
    return LookAtWords(workspace=given.WORKSPACE, person=person, review=REVIEW.id, row=row, channel=channel)


@pytest.mark.parametrize("person", [SENCO, FACILITATOR, LEADER])
@pytest.mark.parametrize("stage", sorted(set(Stage) - {Stage.DRAFT}))
async def test_whoever_is_in_the_review_sees_the_words_of_its_edition(
    store: Store, person: PersonId, stage: Stage
) -> None:
    await given.kept(store, replace(REVIEW, stage=stage))

    words = await look_at_words(store, looking(person))

    assert words.row == given.built_in().row(ROW)
    assert words.edition == given.built_in()


async def test_whoever_reads_in_the_meetings_channel_sees_them_too(store: Store) -> None:
    await given.kept(store, REVIEW)

    words = await look_at_words(store, looking(STRANGER, channel=CHANNEL))

    assert words.row.id == ROW


@pytest.mark.parametrize("channel", [None, DIRECT_MESSAGES, ChannelId("C0ANOTHER00")])
async def test_nobody_else_may_look(store: Store, channel: ChannelId | None) -> None:
    await given.kept(store, REVIEW)

    with pytest.raises(NotAllowed):
        await look_at_words(store, looking(STRANGER, channel=channel))


async def test_a_colleague_who_was_taken_out_may_not_look_at_their_old_card(store: Store) -> None:
    out = replace(REVIEW.members[SENCO], removed=True)
    await given.kept(store, replace(REVIEW, members={**REVIEW.members, SENCO: out}))

    with pytest.raises(NotAllowed):
        await look_at_words(store, looking(SENCO))


async def test_from_another_workspace_the_review_does_not_exist(store: Store) -> None:
    await given.kept(store, REVIEW)

    with pytest.raises(NothingThere):
        await look_at_words(store, replace(looking(SENCO, channel=CHANNEL), workspace=WorkspaceId("T0000000002")))


async def test_a_draft_has_no_card_to_look_at(store: Store) -> None:
    await given.kept(store, replace(REVIEW, stage=Stage.DRAFT))

    with pytest.raises(WrongStage):
        await look_at_words(store, looking(SENCO))


async def test_a_row_that_the_edition_does_not_have_is_refused(store: Store) -> None:
    await given.kept(store, REVIEW)

    with pytest.raises(UnknownRow):
        await look_at_words(store, looking(SENCO, row=RowId("9.9")))


async def test_an_imported_edition_is_shown_in_its_own_words(store: Store) -> None:
    official = replace(given.longest_edition(), id=EditionId("schools-2026-official"))
    await store.write(lambda tx: tx.editions.install(official, workspace=given.WORKSPACE, person=LEADER, at=NOW))
    await given.kept(store, replace(REVIEW, edition=official.id))

    words = await look_at_words(store, looking(SENCO))

    assert words.row == official.row(ROW)
