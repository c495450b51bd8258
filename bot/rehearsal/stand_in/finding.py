"""Where the interactive elements stand in blocks."""

from collections.abc import Iterator

from bot.rehearsal.stand_in.values import Json, NotPossible, Place


def elements_of(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every interactive element with the block that holds it, from top to bottom."""
    for block in blocks:
        held = [block.get("accessory"), block.get("element"), *block.get("elements", ())]
        for element in held:
            if isinstance(element, dict) and "action_id" in element:
                yield block, element


FIRST_IDS = ("initial_user", "initial_conversation", "initial_channel")


def ids_chosen_at_first(element: Json) -> list[str]:
    """The people and channels that an element shows as chosen before anybody touches it."""
    single = [element[field] for field in FIRST_IDS if field in element]
    return single + [one for field in FIRST_IDS for one in element.get(f"{field}s", ())]


def place_of(block: Json, element: Json) -> Place:
    """The name of the place."""
    return block["block_id"], element["action_id"]


def find_element(
    blocks: list[Json], *, action_id: str, block_id: str | None = None, value: str | None = None
) -> tuple[Json, Json]:
    """The one element that somebody means.

    Raises:
        NotPossible: there is none, or more than one.
    """
    found = [
        (block, element)
        for block, element in elements_of(blocks)
        if element["action_id"] == action_id
        and block_id in (None, block["block_id"])
        and value in (None, element.get("value"))
    ]
    if not found:
        shown = ", ".join(element["action_id"] for _, element in elements_of(blocks)) or "nothing"
        raise NotPossible(f"there is no {action_id} to press; there is {shown}")
    if len(found) > 1:
        raise NotPossible(f"{action_id} stands there {len(found)} times: say which, by block_id or value")
    return found[0]
