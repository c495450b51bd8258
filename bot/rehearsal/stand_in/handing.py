"""Files that people hand over in a modal: who may, how Slack describes them, and who may fetch them."""

import mimetypes
from typing import Any
from urllib.parse import quote

from bot.rehearsal.stand_in.finding import elements_of
from bot.rehearsal.stand_in.values import HandedFile, Installation, Json, LocalFile, NotPossible, Refused
from bot.rehearsal.stand_in.world import World

SCOPE = "files:read"
UNKNOWN_KIND = "application/octet-stream"


def refuse_without_scope(world: World, blocks: list[Json]) -> None:
    """Slack shows a file input of an app only that may read files; its word for it is not in the reference.

    Raises:
        Refused: the app may not.
    """
    asks = any(element["type"] == "file_input" for _, element in elements_of(blocks))
    granted = world.manifest.scopes
    if asks and SCOPE not in granted:
        raise Refused("missing_scope", "a file_input", needed=SCOPE, provided=",".join(sorted(granted)))


def take_file(world: World, at: Installation, person: str, element: Json, given: Any) -> Json:  # noqa: ANN401 - anything
    """Keep a file, as Slack does when it is chosen and before anything is sent; gives it as Slack describes it.

    What was kept before is taken as it is, so that a field can be given what stands in it and one more. A file that
    only claims to be too large is taken: an app has to refuse it by what Slack says of it.

    Raises:
        NotPossible: Slack's own screen does not take it: no file, of another kind, or too large.
    """
    if isinstance(given, dict) and given.get("id") in world.handed:
        return given
    if not isinstance(given, LocalFile):
        raise NotPossible(f"{element['action_id']} takes files")
    wanted = element.get("filetypes")
    if wanted is not None and kind_of(given.name) not in wanted:
        raise NotPossible(f"{element['action_id']} takes {', '.join(wanted)}")
    if given.size > world.largest_file and given.claims is None:
        raise NotPossible(f"{element['action_id']} takes at most {world.largest_file} bytes")
    handed = HandedFile(
        id=world.numbering.next("F"), team=at.team, person=person, file=given, at=int(world.clock.now().timestamp())
    )
    world.handed[handed.id] = handed
    described = world.describe_files and SCOPE in world.manifest.scopes
    return file_as_slack(world, handed, at) if described else only_its_name(handed)


def only_its_name(handed: HandedFile) -> Json:
    """A file of which an app has to ask more (https://docs.slack.dev/reference/objects/file-object)."""
    return {
        "id": handed.id,
        "mode": "file_access",
        "file_access": "check_file_info",
        "created": 0,
        "timestamp": 0,
        "user": "",
    }


def file_as_slack(world: World, handed: HandedFile, at: Installation) -> Json:
    """A file object with what an app may want of it."""
    name, key = handed.file.name, f"{handed.team}-{handed.id}"
    lies_at = f"{world.address}/files-pri/{key}"
    return {
        "id": handed.id,
        "created": handed.at,
        "timestamp": handed.at,
        "name": name,
        "title": name,
        "mimetype": mimetype_of(name),
        "filetype": kind_of(name),
        "user": handed.person,
        "user_team": handed.team,
        "size": handed.file.size,
        "mode": "hosted",
        "editable": False,
        "is_external": False,
        "external_type": "",
        "is_public": False,
        "public_url_shared": False,
        "file_access": "visible",
        "url_private": f"{lies_at}/{quote(name, safe='')}",
        "url_private_download": f"{lies_at}/download/{quote(name, safe='')}",
        "permalink": f"https://{at.domain}.slack.com/files/{handed.person}/{handed.id}/{quote(name, safe='')}",
        "channels": [],
        "groups": [],
        "ims": [],
    }


def fetched(world: World, key: str, team: str) -> LocalFile | None:
    """What lies under a key, for the bot of a workspace; None where that may not have it.

    Raises:
        Refused: nothing lies there.
    """
    if not key.startswith(f"{team}-") or SCOPE not in world.manifest.scopes:
        return None
    handed = world.handed.get(key.removeprefix(f"{team}-"))
    if handed is None or handed.team != team:
        raise Refused("file_not_found", "no such file, or not any more")
    return handed.file


def kind_of(name: str) -> str:
    """What stands after the last dot of a name, in small letters."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def mimetype_of(name: str) -> str:
    """What kind of file a name promises."""
    return mimetypes.guess_type(name)[0] or UNKNOWN_KIND
