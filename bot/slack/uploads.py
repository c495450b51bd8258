"""A file that somebody handed over in a modal, as Slack describes it: the description only, never what is in it."""

from dataclasses import dataclass
from typing import Self

from bot.slack.forms import Raw, a_list, a_mapping, a_number, a_text, an_id
from bot.slack.ids import BadPayload

MOST_FILES = 10  # https://docs.slack.dev/reference/block-kit/block-elements/file-input-element
LONGEST_TEXT = 3000  # ours, for names and addresses: Slack names no figure


@dataclass(frozen=True, kw_only=True)
class UploadedFile:
    """A file as Slack describes it; often Slack gives no more of it than its id.

    Attributes:
        name: what its owner called it; empty where Slack does not say. Never for logs.
        size: in bytes, as Slack says; None where it does not say.
        mimetype: Slack's guess from the name; empty where it does not say.
        address: where the file lies; None where Slack has to be asked first. Not looked at yet: it may lead anywhere.
    """

    id: str
    name: str = ""
    size: int | None = None
    mimetype: str = ""
    address: str | None = None

    @classmethod
    def parse(cls, file: object) -> Self:
        """A file object (https://docs.slack.dev/reference/objects/file-object).

        Raises:
            BadPayload: it is not one.
        """
        told = a_mapping(file)
        return cls(
            id=an_id(told.get("id")),
            name=_told(told.get("name")),
            size=_a_size(told.get("size")),
            mimetype=_told(told.get("mimetype")),
            address=_told(told.get("url_private_download")) or _told(told.get("url_private")) or None,
        )


def files_in(element: Raw) -> tuple[UploadedFile, ...]:
    """The files that were handed over in one input; none where it asks for something else, or was left alone.

    Raises:
        BadPayload: they are not described as Slack does it.
    """
    if element.get("files") is None:
        return ()
    listed = a_list(element["files"])
    if len(listed) > MOST_FILES:
        raise BadPayload
    return tuple(map(UploadedFile.parse, listed))


def _told(value: object) -> str:
    read = a_text("" if value is None else value, empty=True)
    if len(read) > LONGEST_TEXT:
        raise BadPayload
    return read


def _a_size(size: object) -> int | None:
    if size is None:
        return None
    if (read := a_number(size)) < 0:
        raise BadPayload
    return read
