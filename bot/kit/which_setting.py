"""Asking which setting, where somebody may choose between several."""

from collections.abc import Sequence

from bot.kit.buttons import OfSetting
from bot.kit.menus import long_menu, option
from bot.kit.pieces import modal
from bot.kit.questions import question
from bot.kit.words import GO_ON, WHICH_SETTING
from bot.slack.blocks import Element, Option, View
from bot.slack.ids import Packed
from bot.slack.payloads import Submission
from maturity_model.ids import SettingId
from maturity_model.setting import Setting

SETTING = "setting"
"""The block id of which setting a modal asks for."""


def setting_menu(action: str, settings: Sequence[Setting], *, chosen: SettingId | None = None) -> Element:
    """One of several settings, in this order; in groups where there are more than Slack lets stand in one list."""
    first = next((_option(setting) for setting in settings if setting.id == chosen), None)
    return long_menu(action, [_option(setting) for setting in settings], prompt=WHICH_SETTING, chosen=first)


def which_setting_modal(
    title: str, settings: Sequence[Setting], *, callback: str, metadata: Packed | None = None
) -> View:
    """Asks which setting something is about, before it is done."""
    which = question(SETTING, WHICH_SETTING, setting_menu(SETTING, settings))
    return modal(title, [which], callback=callback, submit=GO_ON, metadata=metadata)


def setting_chosen(sent: Submission) -> SettingId:
    """Which setting was chosen in the modal that asks for one.

    Raises:
        BadPayload: none was.
    """
    return OfSetting.decode(sent.text(SETTING)).setting


def _option(setting: Setting) -> Option:
    return option(OfSetting(setting=setting.id).encode(), setting.name)
