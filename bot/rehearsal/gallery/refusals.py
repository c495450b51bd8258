"""What every capability says where somebody may not have what they asked for, and where the bot itself could not.

A refusal that belongs under a field of a form stands there and is not drawn here.
"""

from collections.abc import Iterator, Mapping

from bot.app import CAPABILITIES
from bot.errors import TITLE, Reporter, merged_refusals
from bot.kit.pieces import notice_modal
from bot.kit.words import NOT_SAVED, NOT_UNDERSTOOD, SLACK_SILENT, incident
from bot.rehearsal.gallery.made_up import CHANNEL, FACILITATOR, LONGEST_ROW, WORKSPACE
from bot.rehearsal.gallery.made_up_hub import HUB_NAME
from bot.rehearsal.gallery.sample import Sample, seen_by
from bot.slack.blocks import View
from bot.slack.directory import Unusable
from bot.slack.origin import Origin, Surface
from bot.slack.reply import OpenModal
from maturity_model import errors
from maturity_model.agreement import LONGEST_REASON
from maturity_model.errors import DomainError
from maturity_model.permission import Action
from maturity_model.review import Stage
from maturity_model.setting import Kind

REFUSED: Mapping[str, DomainError] = {
    "Nothing there": errors.NothingThere(),
    "A row that the edition doesn't know": errors.UnknownRow(LONGEST_ROW),
    "Not allowed": errors.NotAllowed(Action.RUN_MEETING),
    "Not a member": errors.NotAMember(),
    **{f"Wrong stage, the review is {stage}": errors.WrongStage(stage) for stage in Stage},
    "A text too long": errors.TextTooLong(LONGEST_REASON),
    "A note on a row that is opened": errors.RowAlreadyOpened(LONGEST_ROW),
    "A row that is not opened": errors.RowNotOpened(LONGEST_ROW),
    "A row that somebody else agreed just now": errors.RowAlreadyAgreed(row=LONGEST_ROW, column=3, by=FACILITATOR),
    "A reason for a column that was changed": errors.AgreementChanged(LONGEST_ROW),
    "No row is left to agree together": errors.NothingToAgreeTogether(),
    "No row is agreed that an action could be about": errors.NoRowAgreed(),
    "Somebody takes part after all": errors.TakesPartAfterAll(),
    "No morning left to put a reminder off to": errors.TooLateToSnooze(),
    "No school day left for a reminder": errors.NoTimeLeft(),
    "No setting yet": errors.SettingMissing(),
    "The setting has its name already": errors.SettingAlreadyNamed(),
    "The last careers leader": errors.LastCareersLeader(),
    "A review runs already": errors.ReviewAlreadyRunning(),
    **{f"No edition of the model for a {kind}": errors.NoEdition(kind) for kind in Kind},
    "A guide that is settled, or being read": errors.GuideSettled(),
    "A wording that reviews use": errors.EditionInUse("schools-2026-official", 1),
    "The next review has begun": errors.NextReviewBegun(),
    "A setting that waits for weeks already": errors.AlreadyAsked(),
    "A setting that is in no hub": errors.NotInAHub(),
    "Somebody who works for no hub": errors.NotHubStaff(),
    "Somebody who works for several hubs": errors.SeveralHubs(),
    "A setting that is in a hub already": errors.AlreadyInAHub(HUB_NAME),
    "A week that takes no requests any more": errors.WeekNotOpen(),
    "A week asked for before the own review": errors.ReviewComesFirst(),
    "A week asked for by somebody who has one": errors.AlreadyConfirmed(),
    "A request that is answered or withdrawn already": errors.NothingAsked(),
    **{f"A channel that can't be used: {why}": errors.ChannelUnusable(CHANNEL, why) for why in Unusable},
    **{
        f"The meeting's own channel, {until}: {why}": errors.RoomUnusable(CHANNEL, why, movable=movable)
        for movable, until in ((True, "before the meeting"), (False, "from the meeting on"))
        for why in Unusable
    },
}
"""Every refusal that stands by itself, by what it is about."""

ON_HOME = Origin(workspace=WORKSPACE, person=FACILITATOR, surface=Surface.HOME, trigger="gallery")


def samples() -> Iterator[Sample]:
    """Each as it stands in the modal that opens over Home; beside a card the same sentence is whispered."""
    reporter = Reporter(merged_refusals(CAPABILITIES))
    yield from seen_by("whoever asked", {name: _refused(reporter, error) for name, error in REFUSED.items()})
    troubles = {
        "A click that makes no sense": NOT_UNDERSTOOD,
        "The records are out of reach": NOT_SAVED,
        "Slack does not answer": SLACK_SILENT,
        "A mistake of the bot's": incident("5e7e5e7e"),
    }
    yield from seen_by("whoever asked", {name: notice_modal(TITLE, said) for name, said in troubles.items()})


def _refused(reporter: Reporter, error: DomainError) -> View:
    reply = reporter.report(error, ON_HOME)
    if not isinstance(reply, OpenModal):
        raise TypeError(error)
    return reply.view
