"""What is in a file that somebody handed over: read with the bot's token, up to a size, or refused for a reason."""

import logging
from dataclasses import dataclass
from http import HTTPStatus

from bot.slack.calls import Calls, Refused
from bot.slack.fetching import Elsewhere, Fetched, TooManyBytes
from bot.slack.ids import BadPayload
from bot.slack.uploads import UploadedFile
from maturity_model.errors import DomainError
from maturity_model.ids import WorkspaceId

SCOPE = "files:read"
GONE = frozenset({"file_not_found", "file_deleted", "access_denied", "not_visible"})
NOT_ALLOWED = frozenset({"missing_scope", "no_permission", "not_allowed_token_type"})
CLOSED = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
HTML = "text/html"
PAGES = (".html", ".htm")

log = logging.getLogger(__name__)


class FileGone(DomainError):
    """Slack does not have the file: it was deleted, is kept somewhere else, or was never to be seen by the bot."""


class FilesNotReadable(DomainError):
    """In this workspace the bot was not given the optional scope to read files."""


@dataclass(eq=False)
class FileTooLarge(DomainError):
    """The file has more bytes than are wanted; `size` is what Slack says it has, where Slack says so."""

    most: int
    size: int | None = None


@dataclass(frozen=True, kw_only=True)
class ReadFile:
    """What is in a file, and what its owner called it; the name is empty where Slack does not say. Never for logs."""

    name: str
    content: bytes


class Files:
    """Reads what people hand over. Nothing is kept: reading a file again fetches it again."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def may_read(self, workspace: WorkspaceId) -> bool:
        """Whether the bot may read files: Slack opens a modal with a file input only then.

        It is asked once and then known from each answer of Slack's, so a click may ask for it.

        Raises:
            Refused: Slack said no.
            Unreachable: Slack did not answer.
        """
        granted = await self._calls.granted(workspace)
        return not granted or SCOPE in granted  # where Slack does not say, the first reading will tell

    async def read(self, workspace: WorkspaceId, file: UploadedFile, *, most: int) -> ReadFile:
        """A file, of which no more than its id need be known; never more than `most` bytes.

        This may take half a minute, and longer where Slack is slow to answer: no acknowledgement can wait for it.

        Raises:
            FileGone: Slack does not have it, or not for the bot.
            FileTooLarge: it is larger than that.
            FilesNotReadable: the bot was not allowed to read files.
            Refused: Slack said no, for a reason that has nothing to do with this file.
            Unreachable: Slack did not answer, or the file did not come whole.
        """
        _refuse_large(file, most)
        if file.address is None:
            file = await self._look_up(workspace, file.id)
            _refuse_large(file, most)
        if file.address is None:
            raise FileGone
        try:
            fetched = await self._calls.fetch(workspace, file.address, most=most)
        except Elsewhere:
            log.warning("file not fetched", extra={"failure": "an address that is not Slack's"})
            raise FileGone from None
        except TooManyBytes:
            raise FileTooLarge(most=most, size=file.size) from None
        return ReadFile(name=file.name, content=await self._judged(workspace, file, fetched))

    async def _look_up(self, workspace: WorkspaceId, file_id: str) -> UploadedFile:
        try:
            answer = await self._calls.repeat(workspace, "files.info", file=file_id)
            return UploadedFile.parse(answer.get("file"))
        except BadPayload:
            log.warning("file not fetched", extra={"failure": "an answer that makes no sense"})
            raise FileGone from None
        except Refused as refused:
            if refused.error in GONE:
                raise FileGone from None
            if refused.error in NOT_ALLOWED:
                raise FilesNotReadable from None
            raise

    async def _judged(self, workspace: WorkspaceId, file: UploadedFile, fetched: Fetched) -> bytes:
        """Without the scope, Slack leads to its page to sign in, and calls that a success."""
        if fetched.status in CLOSED:
            raise FilesNotReadable
        if fetched.status != HTTPStatus.OK:
            log.warning("file not fetched", extra={"failure": f"HTTP {fetched.status}"})
            raise FileGone
        if fetched.kind == HTML and not (_is_a_page(file) and await self.may_read(workspace)):
            raise FilesNotReadable
        return fetched.content


def _is_a_page(file: UploadedFile) -> bool:
    return file.name.lower().endswith(PAGES)


def _refuse_large(file: UploadedFile, most: int) -> None:
    if file.size is not None and file.size > most:
        raise FileTooLarge(most=most, size=file.size)
