"""People hand files over in a modal, and only an app that may read files gets at them."""

from dataclasses import replace

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.rehearsal.stand_in import LocalFile, NotPossible, Person, StandIn, View
from bot.rehearsal.stand_in.limits.blocks import Surface, check_blocks
from bot.rehearsal.stand_in.limits.shapes import Unfit
from tests.bot.rehearsal.asking import Json, modal, question, refusal, writing
from tests.bot.rehearsal.conftest import ListeningBot
from tests.bot.rehearsal.test_stand_in_people import opened, payload_of

GUIDE = LocalFile(name="The guide 2026.txt", content=b"1.1 Leadership")
MEGABYTE = 1024 * 1024


def file_input(**more: object) -> Json:
    return {"type": "file_input", "action_id": "f", "filetypes": ["txt", "pdf"], **more}


async def asked_for_the_guide(senco: Person, client: AsyncWebClient, **more: object) -> View:
    return await opened(senco, client, modal(question("guide", file_input(**more)), question("note", writing())))


def sent_files(listening_bot: ListeningBot) -> list[Json]:
    values = payload_of(listening_bot.arrived[-1])["view"]["state"]["values"]
    assert values["guide"]["f"]["type"] == "file_input"
    files: list[Json] = values["guide"]["f"]["files"]
    return files


async def fetch(slack: StandIn, address: str, token: str) -> tuple[str, bytes]:
    """The kind of what lies there, and what it is, wherever it led."""
    headers = {"Authorization": f"Bearer {token}"}
    async with aiohttp.ClientSession() as session, session.get(address, headers=headers) as response:
        assert response.url.port == int(slack.api_url.split(":")[2].split("/")[0])
        return response.content_type, await response.read()


def lose_the_scope(slack: StandIn) -> None:
    slack.world.manifest = replace(slack.world.manifest, scopes=slack.world.manifest.scopes - {"files:read"})


async def test_a_submission_describes_the_file_and_the_bot_can_fetch_it(
    slack: StandIn, senco: Person, client: AsyncWebClient, listening_bot: ListeningBot
) -> None:
    await asked_for_the_guide(senco, client, max_files=1)

    await senco.submit({"guide": [GUIDE], "note": "Ours"})

    [file] = sent_files(listening_bot)
    assert (file["name"], file["size"], file["mimetype"]) == (GUIDE.name, len(GUIDE.content), "text/plain")
    assert (file["user"], file["filetype"], file["file_access"]) == (senco.id, "txt", "visible")
    for address in (file["url_private"], file["url_private_download"]):
        assert await fetch(slack, address, slack.bot_token) == ("text/plain", GUIDE.content)
    assert (await client.files_info(file=file["id"]))["file"] == file


async def test_nobody_else_can_fetch_it(
    slack: StandIn, senco: Person, client: AsyncWebClient, listening_bot: ListeningBot
) -> None:
    other = slack.add_workspace("Elsewhere")
    await asked_for_the_guide(senco, client)
    await senco.submit({"guide": [GUIDE], "note": "Ours"})
    [file] = sent_files(listening_bot)

    for token in ("", "xoxb-guessed", slack.app_token, other.token):
        kind, page = await fetch(slack, file["url_private_download"], token)
        assert (kind, GUIDE.content in page) == ("text/html", False)
    theirs = AsyncWebClient(token=other.token, base_url=slack.api_url, session=client.session, retry_handlers=[])
    assert (await refusal(theirs.files_info(file=file["id"])))["error"] == "file_not_found"


async def test_an_app_that_may_not_read_files_cannot_ask_for_them_nor_fetch_them(
    slack: StandIn, senco: Person, client: AsyncWebClient, listening_bot: ListeningBot
) -> None:
    await asked_for_the_guide(senco, client)
    senco.fill({"guide": [GUIDE], "note": "Ours"})
    lose_the_scope(slack)
    listening_bot.answers({"response_action": "update", "view": modal(question("guide", file_input()))})

    answer = await senco.submit()

    [file] = sent_files(listening_bot)
    assert (await fetch(slack, file["url_private"], slack.bot_token))[0] == "text/html"
    assert "missing_scope" in answer.problem
    told = await refusal(client.files_info(file=file["id"]))
    assert (told["error"], told["needed"]) == ("missing_scope", "files:read")
    trigger = slack.world.triggers.issue(slack.workspace.id, senco.id)
    asking = modal(question("guide", file_input()))
    told = await refusal(client.views_open(trigger_id=trigger, view=asking))
    assert (told["error"], told["needed"]) == ("missing_scope", "files:read")


async def test_a_file_may_be_named_only(
    slack: StandIn, senco: Person, client: AsyncWebClient, listening_bot: ListeningBot
) -> None:
    slack.world.describe_files = False
    await asked_for_the_guide(senco, client)

    await senco.submit({"guide": [GUIDE], "note": "Ours"})

    [file] = sent_files(listening_bot)
    assert file["file_access"] == "check_file_info"
    assert not {"name", "size", "url_private", "url_private_download"} & file.keys()
    assert (await client.files_info(file=file["id"]))["file"]["name"] == GUIDE.name


async def test_slacks_screen_takes_what_was_asked_for(slack: StandIn, senco: Person, client: AsyncWebClient) -> None:
    await asked_for_the_guide(senco, client, max_files=2)
    slack.world.largest_file = 100

    for given, why in (
        ([replace(GUIDE, name="guide.docx")], "takes txt, pdf"),
        ([replace(GUIDE, name="guide")], "takes txt, pdf"),
        ([replace(GUIDE, content=b"x" * 101)], "at most 100 bytes"),
        ([GUIDE, GUIDE, GUIDE], "at most 2"),
        (["guide.txt"], "takes files"),
        ([{"id": "F0INVENTED"}], "takes files"),
    ):
        with pytest.raises(NotPossible, match=why):
            senco.fill({"guide": given})
    with pytest.raises(NotPossible, match="guide"):
        await senco.submit({"note": "Without it"})


async def test_a_file_can_claim_any_size_without_being_made(
    slack: StandIn, senco: Person, client: AsyncWebClient, listening_bot: ListeningBot
) -> None:
    await asked_for_the_guide(senco, client)

    await senco.submit({"guide": [replace(GUIDE, claims=200 * MEGABYTE)], "note": "Ours"})

    [file] = sent_files(listening_bot)
    assert file["size"] == 200 * MEGABYTE
    assert (await fetch(slack, file["url_private"], slack.bot_token))[1] == GUIDE.content


async def test_one_more_file_is_put_beside_what_stands_there(senco: Person, client: AsyncWebClient) -> None:
    await asked_for_the_guide(senco, client)
    place = ("guide", "f")

    first = senco.fill({"guide": [GUIDE]}).filled[place]
    both = senco.fill({"guide": [*first, replace(GUIDE, name="annex.pdf")]}).filled[place]
    none = senco.fill({"guide": []}).filled[place]

    assert [file["name"] for file in both] == [GUIDE.name, "annex.pdf"]
    assert both[0] == first[0]
    assert none == []


async def test_files_go_when_the_stand_in_goes(slack: StandIn, senco: Person, client: AsyncWebClient) -> None:
    await asked_for_the_guide(senco, client)
    senco.fill({"guide": [GUIDE]})
    assert slack.world.handed

    async with StandIn(clock=slack.world.clock) as other:
        other.world.handed.update(slack.world.handed)

    assert not other.world.handed


@pytest.mark.parametrize(
    "element",
    [file_input(max_files=0), file_input(max_files=11), file_input(filetypes=[]), file_input(filetypes=[".txt"])],
    ids=["no file", "eleven files", "no kind", "a kind with a dot"],
)
def test_a_file_input_that_slack_would_not_show_is_refused(element: Json) -> None:
    with pytest.raises(Unfit):
        check_blocks([question("guide", element)], Surface.MODAL)


def test_files_are_asked_for_in_modals_only() -> None:
    blocks = [question("guide", file_input())]
    check_blocks(blocks, Surface.MODAL)

    for surface in (Surface.HOME, Surface.MESSAGE):
        with pytest.raises(Unfit):
            check_blocks(blocks, surface)
