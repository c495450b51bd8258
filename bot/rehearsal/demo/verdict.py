"""Whether everything was as promised, looked at from outside: in Slack, in the database file, in the log."""

import logging
from collections.abc import Iterable, Iterator, Mapping

from bot.logs import LineFormatter
from bot.rehearsal.demo.kept import Kept
from bot.rehearsal.scene import Scene
from bot.rehearsal.stories.meeting import Meeting
from bot.rehearsal.stories.outcome import PARTS, in_thread, pictures
from maturity_model.catalog import Column, RowId
from maturity_model.ids import PersonId
from maturity_model.review import Stage

MOST_MESSAGES = 4
ASKED_TO_WAIT = "ratelimited"
GONE_ALREADY = ("chat.delete", "message_not_found")  # where a machine is so busy that a delivery is taken up twice


class Mistakes(logging.Handler):
    """Keeps what the bot logs as a mistake of its own."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.setFormatter(LineFormatter())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it."""
        self.lines.append(self.format(record))


def faults(on: Scene, meeting: Meeting, kept: Kept, logged: Iterable[str]) -> list[str]:
    """Everything that is not as promised, a sentence each; nothing where all is well."""
    return [*_answers(on, kept), *_agreements(on, meeting, kept), *_channel(on), *refused_calls(on), *logged]


def pressed(on: Scene) -> Mapping[tuple[PersonId, RowId], Column | None]:
    """Every answer that somebody pressed."""
    return {
        (PersonId(colleague.actor.person.id), row): column
        for colleague in on.colleagues
        for row, column in colleague.pressed.items()
    }


def _answers(on: Scene, kept: Kept) -> Iterator[str]:
    given, whole = pressed(on), len(on.colleagues) * len(on.edition.rows)
    if len(given) != whole:
        yield f"{len(given)} answers were given, and {whole} were expected."
    if lost := len(given.items() - kept.answers.items()):
        yield f"{lost} answers that were pressed are not in the database as they were given."
    if more := len(kept.answers.items() - given.items()):
        yield f"{more} answers in the database were never given."


def _agreements(on: Scene, meeting: Meeting, kept: Kept) -> Iterator[str]:
    if kept.review.stage is not Stage.AGREED:
        yield f"The review is not agreed but {kept.review.stage}."
    if missing := [row.id for row in on.edition.rows if row.id not in kept.agreements]:
        yield f"No column is agreed for {', '.join(missing)}."
    for row, column in meeting.recorded.items():
        if row in kept.agreements and kept.agreements[row].column != column:
            yield f"Column {column} was recorded for row {row}, and column {kept.agreements[row].column} is kept."


def _channel(on: Scene) -> Iterator[str]:
    if len(pictures(on)) != 1:
        yield f"{len(pictures(on))} pictures stand in the thread, and one was expected."
    if len(in_thread(on)) < PARTS:
        yield "The outcome in the thread is not whole."
    for colleague in on.colleagues:
        before = [message for message in colleague.actor.person.dm() if float(message.ts) < on.meets_at.timestamp()]
        if (messages := len(before)) > MOST_MESSAGES:
            yield f"{colleague.part.name} got {messages} messages, and {MOST_MESSAGES} are the most."


def refused_calls(on: Scene) -> Iterator[str]:
    """What was said to Slack that it did not take, a sentence each."""
    for call in on.slack.refused:
        word = call.response.get("error")
        if word != ASKED_TO_WAIT and (call.method, word) != GONE_ALREADY:
            yield f"Slack refused a call: {call.method}, {word}. {call.response.get('response_metadata', '')}"
