"""School hours and closure dates, as a careers leader changes them."""

from dataclasses import dataclass, replace
from datetime import datetime, time, tzinfo

from bot.kit.in_view import setting_meant
from bot.kit.schedule import plan_meeting
from maturity_model.days import read_closures
from maturity_model.errors import HoursOutOfOrder, TooManyClosures
from maturity_model.ids import PersonId, SettingId, WorkspaceId
from maturity_model.notice import SCHOOL_CLOSED
from maturity_model.permission import Action, may, require, standings
from maturity_model.setting import MOST_CLOSURES, Setting
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class SetHours:
    """A careers leader says when school is open; `closures` as they wrote them, one a line.

    `setting` is None where what they press was drawn when it did not say which.
    """

    workspace: WorkspaceId
    person: PersonId
    setting: SettingId | None
    opens_at: time
    closes_at: time
    closures: str


async def find_own_setting(
    store: Store, workspace: WorkspaceId, person: PersonId, setting: SettingId
) -> Setting | None:
    """A setting, for those who may change its hours; None for anybody else."""

    def look(tx: Transaction) -> Setting | None:
        known = tx.settings.find(workspace, setting)
        return known if may(Action.SET_HOURS, standings(person, known)) else None

    return await store.read(look)


async def set_hours(store: Store, request: SetHours, *, zone: tzinfo, now: datetime) -> Setting:
    """Keep when school is open, in place of what was kept, and move what hangs on it.

    What waits for school to open is looked at anew, and so is what hangs on the running review's meeting.

    Saving the same again changes nothing.

    Raises:
        NothingThere: the workspace has no such setting, or it does not say which.
        SettingMissing: nobody has named a setting yet.
        NotAllowed: the person is no careers leader.
        HoursOutOfOrder: school ends before it begins.
        DaysNotUnderstood: a line does not say which days.
        DaysOutOfOrder: a closure ends before it begins.
        ClosureTooLong: a closure lasts longer than any school is closed.
        TooManyClosures: there are more than can be kept.
    """

    def decide(tx: Transaction) -> Setting:
        setting = _changed(_setting_for_change(tx, request), request)
        tx.settings.put_hours(setting)
        tx.notices.look_again(setting, SCHOOL_CLOSED, now=now)
        running = tx.reviews.find_running(setting.workspace, setting.id)
        if running:
            plan_meeting(tx, tx.reviews.get_for_change(setting.workspace, running.id), zone=zone, now=now)
        return setting

    return await store.write(decide)


def _setting_for_change(tx: Transaction, request: SetHours) -> Setting:
    known = setting_meant(tx, request.workspace, request.person, request.setting)
    setting = tx.settings.get_for_change(request.workspace, known.id)
    require(Action.SET_HOURS, standings(request.person, setting))
    return setting


def _changed(setting: Setting, request: SetHours) -> Setting:
    if request.opens_at >= request.closes_at:
        raise HoursOutOfOrder
    closures = read_closures(request.closures)
    if len(closures) > MOST_CLOSURES:
        raise TooManyClosures(MOST_CLOSURES)
    return replace(setting, opens_at=request.opens_at, closes_at=request.closes_at, closures=closures)
