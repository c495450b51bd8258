"""What people read when something cannot be done, or went wrong."""

import logging

import pytest

from bot.capability import Capability, Refusal
from bot.errors import Reporter, merged_refusals
from bot.kit import words
from bot.slack.ids import BadPayload
from bot.slack.origin import Origin, Surface
from bot.slack.reply import NOTHING, FieldErrors, OpenModal, PushModal, ReplaceModal, Reply, Say, Whisper
from maturity_model.errors import MeetingInThePast, NotAllowed, TooManyColleagues
from maturity_model.ids import ChannelId, PersonId, WorkspaceId
from storage.errors import StoreUnavailable

REFUSALS = {
    NotAllowed: Refusal(say="Not yours."),
    MeetingInThePast: Refusal(say="Pick a time that is still to come.", field="when"),
    TooManyColleagues: Refusal(say=lambda error: f"At most {error.most} people."),
}


def origin(surface: Surface, *fields: str) -> Origin:
    return Origin(
        workspace=WorkspaceId("T1"),
        person=PersonId("U1"),
        surface=surface,
        channel=ChannelId("D1"),
        trigger="t",
        fields=fields,
    )


@pytest.fixture
def reporter() -> Reporter:
    return Reporter(REFUSALS)


@pytest.mark.parametrize(
    ("surface", "kind"),
    [
        (Surface.MESSAGE, Whisper),
        (Surface.HOME, OpenModal),
        (Surface.MODAL, PushModal),
        (Surface.SUBMISSION, ReplaceModal),
        (Surface.COMMAND, Say),
    ],
)
def test_a_refusal_reaches_the_person_where_they_are(reporter: Reporter, surface: Surface, kind: type[Reply]) -> None:
    reply = reporter.report(NotAllowed("x"), origin(surface))

    assert isinstance(reply, kind)
    assert "Not yours." in str(vars(reply)) or "Not yours." in str(reply.view)  # type: ignore[attr-defined]


def test_a_whisper_goes_to_nobody_but_who_clicked(reporter: Reporter) -> None:
    reply = reporter.report(NotAllowed("x"), origin(Surface.MESSAGE))

    assert reply == Whisper(channel=ChannelId("D1"), person=PersonId("U1"), text="Not yours.")


@pytest.mark.parametrize(("fields", "under"), [(("who", "when"), "when"), (("who",), "who")])
def test_a_wrong_field_is_answered_under_that_field(reporter: Reporter, fields: tuple[str, ...], under: str) -> None:
    reply = reporter.report(MeetingInThePast(), origin(Surface.SUBMISSION, *fields))

    assert reply == FieldErrors(errors={under: "Pick a time that is still to come."})


def test_a_refusal_says_what_it_carries(reporter: Reporter) -> None:
    reply = reporter.report(TooManyColleagues(200), origin(Surface.COMMAND))

    assert reply == Say(text="At most 200 people.")


def test_a_database_out_of_reach_is_never_called_saved(reporter: Reporter) -> None:
    reply = reporter.report(StoreUnavailable("locked"), origin(Surface.COMMAND))

    assert reply == Say(text=words.NOT_SAVED)
    assert "not been saved" in words.NOT_SAVED


def test_what_cannot_be_read_is_said_so(reporter: Reporter) -> None:
    assert reporter.report(BadPayload(), origin(Surface.COMMAND)) == Say(text=words.NOT_UNDERSTOOD)


def test_a_bug_gives_the_person_a_number_and_the_log_the_rest(
    reporter: Reporter, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        reply = reporter.report(ZeroDivisionError("a secret answer"), origin(Surface.COMMAND))

    assert isinstance(reply, Say)
    assert "secret" not in reply.text
    [record] = caplog.records
    number = vars(record)["incident"]
    assert len(number) == 8
    assert number in reply.text


def test_nobody_is_answered_where_nobody_is_known(reporter: Reporter) -> None:
    assert reporter.report(BadPayload(), None) is NOTHING


def test_one_refusal_has_one_sentence_in_the_whole_bot() -> None:
    one = Capability(name="one", refusals={NotAllowed: Refusal(say="Not yours.")})
    other = Capability(name="other", refusals={NotAllowed: Refusal(say="Never.")})

    assert merged_refusals([one, one]) == {NotAllowed: Refusal(say="Not yours.")}
    with pytest.raises(ValueError, match="NotAllowed"):
        merged_refusals([one, other])
