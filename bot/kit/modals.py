"""Where a modal comes up: over the one that was pressed in, or by itself."""

from bot.slack.blocks import View
from bot.slack.origin import Surface
from bot.slack.payloads import Click
from bot.slack.reply import OpenModal, PushModal, Reply


def modal_after(click: Click, view: View) -> Reply:
    """Show a modal; whoever closes it is back where they pressed."""
    show = PushModal if click.origin.surface is Surface.MODAL else OpenModal
    return show(trigger=click.trigger, view=view)
