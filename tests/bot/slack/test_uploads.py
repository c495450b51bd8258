"""What Slack says of files that were handed over, parsed once."""

from typing import Any

import pytest

from bot.slack.ids import BadPayload
from bot.slack.payloads import Submission
from bot.slack.uploads import MOST_FILES, UploadedFile
from tests.bot.slack.test_payloads import submission

LIES_AT = "https://files.slack.com/files-pri/T1-F1/guide.txt"
DOWNLOAD = "https://files.slack.com/files-pri/T1-F1/download/guide.txt"
FILE: dict[str, Any] = {
    "id": "F1",
    "name": "guide.txt",
    "size": 93_412,
    "mimetype": "text/plain",
    "url_private": LIES_AT,
    "url_private_download": DOWNLOAD,
    "user": "U1",
}
NAMED = {"id": "F1", "mode": "file_access", "file_access": "check_file_info", "created": 0, "timestamp": 0, "user": ""}


def sent(*files: object) -> Submission:
    return Submission.parse(submission(guide={"type": "file_input", "files": list(files)}, note={"value": "Ours."}))


def test_a_file_is_described() -> None:
    described = UploadedFile(id="F1", name="guide.txt", size=93_412, mimetype="text/plain", address=DOWNLOAD)

    assert sent(FILE).files("guide") == (described,)
    assert sent(FILE | {"url_private_download": None}).files("guide")[0].address == LIES_AT


@pytest.mark.parametrize("more", [{}, {"name": None, "size": None, "mimetype": None, "url_private": ""}])
def test_a_file_that_is_only_named_has_no_address(more: dict[str, Any]) -> None:
    assert sent(NAMED | more).files("guide") == (UploadedFile(id="F1"),)


@pytest.mark.parametrize("element", [{"type": "file_input"}, {"files": []}, {"files": None}])
def test_where_nothing_was_handed_over_there_are_no_files(element: dict[str, Any]) -> None:
    parsed = Submission.parse(submission(guide=element))

    assert parsed.files("guide") == parsed.files("nowhere") == ()
    assert parsed.text("guide") == ""


def test_a_text_is_no_file() -> None:
    with pytest.raises(BadPayload):
        sent(FILE).files("note")


@pytest.mark.parametrize(
    "files",
    [
        "F1",
        {"id": "F1"},
        7,
        ["F1"],
        [None],
        [{}],
        [FILE | {"id": None}],
        [FILE | {"id": "F" * 33}],
        [FILE | {"id": "../F1"}],
        [FILE | {"id": ""}],
        [FILE | {"name": 7}],
        [FILE | {"name": "a\0b"}],
        [FILE | {"name": "x" * 3001}],
        [FILE | {"size": "93412"}],
        [FILE | {"size": -1}],
        [FILE | {"size": True}],
        [FILE | {"size": 1.5}],
        [FILE | {"mimetype": ["text/plain"]}],
        [FILE | {"url_private_download": {"url": DOWNLOAD}}],
        [FILE | {"url_private_download": "https://files.slack.com/" + "x" * 3000}],
        [FILE] * (MOST_FILES + 1),
    ],
)
def test_what_does_not_describe_files_is_refused(files: object) -> None:
    with pytest.raises(BadPayload):
        Submission.parse(submission(guide={"type": "file_input", "files": files}))
