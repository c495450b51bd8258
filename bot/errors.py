"""Turns what went wrong into what the person should read: a refusal into its sentence, a bug into an incident number.

Nothing here may raise: in Socket Mode that would leave a click without an answer.
"""

import logging
import secrets
from collections.abc import Iterable, Mapping

from bot.capability import Capability, Refusal
from bot.kit.pieces import notice_modal
from bot.kit.words import NOT_SAVED, NOT_UNDERSTOOD, SLACK_SILENT, incident
from bot.slack.calls import Unreachable
from bot.slack.ids import BadPayload
from bot.slack.origin import Origin, Surface
from bot.slack.reply import NOTHING, FieldErrors, OpenModal, PushModal, ReplaceModal, Reply, Say, Whisper
from maturity_model.errors import DomainError
from storage.errors import StoreUnavailable

TITLE = "Careers Review"
INCIDENT_BYTES = 4  # eight letters

log = logging.getLogger(__name__)


class Reporter:
    """Knows every capability's sentence for every refusal."""

    def __init__(self, refusals: Mapping[type[DomainError], Refusal]) -> None:
        self._refusals = refusals

    def report(self, error: Exception, origin: Origin | None) -> Reply:
        """What the person who did something should see instead of what they wanted."""
        sentence, field = self._explain(error)
        return _answer(origin, sentence, field) if origin else NOTHING

    def _explain(self, error: Exception) -> tuple[str, str | None]:
        refusal = self._refusals.get(type(error)) if isinstance(error, DomainError) else None
        if refusal and isinstance(error, DomainError):
            return refusal.sentence(error), refusal.field
        if isinstance(error, BadPayload):
            log.warning("payload not understood")
            return NOT_UNDERSTOOD, None
        if isinstance(error, StoreUnavailable):
            log.error("store unavailable", exc_info=error)
            return NOT_SAVED, None
        if isinstance(error, Unreachable):
            return SLACK_SILENT, None
        number = secrets.token_hex(INCIDENT_BYTES)
        log.error("incident", extra={"incident": number}, exc_info=error)
        return incident(number), None


def _answer(origin: Origin, sentence: str, field: str | None) -> Reply:
    match origin.surface:
        case Surface.COMMAND:
            return Say(text=sentence)
        case Surface.SUBMISSION if origin.fields:
            return FieldErrors(errors={field if field in origin.fields else origin.fields[0]: sentence})
        case Surface.SUBMISSION:
            return ReplaceModal(view=notice_modal(TITLE, sentence))
        case Surface.HOME | Surface.MODAL if origin.trigger:
            show = OpenModal if origin.surface is Surface.HOME else PushModal
            return show(trigger=origin.trigger, view=notice_modal(TITLE, sentence))
        case Surface.MESSAGE if origin.channel:
            return Whisper(channel=origin.channel, person=origin.person, text=sentence)
        case _:
            return NOTHING


def merged_refusals(capabilities: Iterable[Capability]) -> dict[type[DomainError], Refusal]:
    """Every sentence for every refusal.

    Raises:
        ValueError: two capabilities say different things about the same refusal.
    """
    whole: dict[type[DomainError], Refusal] = {}
    for capability in capabilities:
        for kind, refusal in capability.refusals.items():
            if whole.setdefault(kind, refusal) != refusal:
                message = f"two sentences for {kind.__name__}"
                raise ValueError(message)
    return whole
