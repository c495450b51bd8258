"""Bodies that are no payload at all, by the seed of a dice: whatever a stranger or a broken proxy might send."""

import gzip
import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.rehearsal.stand_in.delivery import FORM
from tests.torture.malformed_wire import JSON, Headers

MARK = "zqmarkzq"
"""Stands in every body, so that it would be seen wherever a part of one came out."""

LARGE = (999_999, 1_000_000, 1_000_001, 1_200_000)
DEEP = (50, 999, 1001, 5_000, 100_000)
KINDS = (FORM, JSON, "text/plain", "application/json; charset=utf-16", "application/json; charset=no-such", "", "\t;,=")
Dice = random.Random


def random_bytes(dice: Dice, _true: bytes) -> bytes:
    """Anything at all."""
    before = dice.randbytes(int(2 ** dice.uniform(0, 12)))
    return before + MARK.encode() + dice.randbytes(dice.randrange(50))


def cut_off(dice: Dice, true: bytes) -> bytes:
    """A true body that ends too soon, with more behind the cut."""
    return true[: dice.randrange(len(true))] + f'{MARK}"}}]'.encode()


def broken_utf8(dice: Dice, true: bytes) -> bytes:
    """A true body with bytes in it that are no characters."""
    place = dice.randrange(len(true))
    broken = dice.choice((b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"\xc0\xaf", b"\x80"))
    return true[:place] + broken + MARK.encode() + true[place:]


def broken_escapes(dice: Dice, _true: bytes) -> bytes:
    """A form whose escapes mean nothing."""
    escapes = "".join(dice.choice(("%", "%f", "%ff", "%zz", "%00", "%u1234", "+", "&", ";", "=")) for _ in range(40))
    return f"payload={MARK}{escapes}".encode()


def no_object(dice: Dice, _true: bytes) -> bytes:
    """JSON that is no object, or nearly JSON."""
    values = ("null", "true", "-0", "1e999", "NaN", "-Infinity", "9" * 5000, f'"{MARK}"', f'["{MARK}"]', "[{}]", "''")
    nearly = (f"{{{MARK}:1}}", f'{{"a":"{MARK}",}}', f'{{"{MARK}":1}}}}', f"{{'a':'{MARK}'}}", f'{{"a":"{MARK}\n"}}')
    value = dice.choice(values + nearly)
    return dice.choice((value, f"payload={value}")).encode()


def deep(dice: Dice, _true: bytes) -> bytes:
    """Brackets in brackets in brackets."""
    depth = dice.choice(DEEP)
    opening, closing = dice.choice((("[", "]"), ('{"a":', "}"), ('[{"a":', "}]")))
    whole = opening * depth + f'"{MARK}"' + dice.choice((closing * depth, ""))
    return dice.choice((whole, f"payload={whole}", f'{{"type":"block_actions","actions":{whole}}}')).encode()


def large(dice: Dice, _true: bytes) -> bytes:
    """As large as is taken, or a little larger."""
    size = dice.choice(LARGE)
    before, after = dice.choice(((f'{{"{MARK}":"', '"}'), ("payload=", ""), ("[" + "0," * 1000, "0]")))
    return (before + "x" * (size - len(before) - len(after)) + after).encode()


def many_fields(dice: Dice, _true: bytes) -> bytes:
    """A form, or an object, of a great many fields, some of them twice."""
    names = [f"{MARK}{dice.randrange(3000)}" for _ in range(3000)]
    if dice.random() < 0.5:
        return ("&".join(f"{name}=1" for name in names) + "&payload={}&payload=[]").encode()
    return ("{" + ",".join(f'"{name}":1' for name in names) + "}").encode()


def strange_object(dice: Dice, _true: bytes) -> bytes:
    """An object of a known kind that holds nothing of what it should."""
    kinds = ("block_actions", "view_submission", "event_callback", "view_closed", "shortcut", "url_verification")
    fields = ("team", "user", "view", "event", "actions", "authorizations", "enterprise", "channel", "response_urls")
    strange: tuple[object, ...] = (None, 7, True, MARK, [], [None], {}, {"id": 7}, {"id": {MARK: 1}}, [[MARK]])
    whole = {name: dice.choice(strange) for name in dice.sample(fields, dice.randrange(len(fields)))}
    return json.dumps({**whole, "type": dice.choice((*kinds, MARK, 7, None, []))}).encode()


MAKERS: Mapping[Callable[[Dice, bytes], bytes], int] = {
    random_bytes: 30,
    cut_off: 20,
    broken_utf8: 20,
    broken_escapes: 10,
    no_object: 20,
    deep: 3,
    large: 1,
    many_fields: 2,
    strange_object: 20,
}
"""Each with how often it comes."""


def garbage(dice: Dice, true: Sequence[bytes]) -> Iterator[tuple[str, bytes, str]]:
    """For ever: what it is, the body, and a content type that may fit or not."""
    makers, weights = list(MAKERS), list(MAKERS.values())
    while True:
        [make] = dice.choices(makers, weights)
        yield make.__name__, make(dice, dice.choice(true)), dice.choice(KINDS)


NO_HTTP: Mapping[str, tuple[Headers, bytes]] = {
    "a length that is none": ((("Content-Length", MARK),), b""),
    "a length below nothing": ((("Content-Length", "-3"),), MARK.encode()),
    "a length without end": ((("Content-Length", "9" * 30),), MARK.encode()),
    "two lengths": ((("Content-Length", "3"), ("Content-Length", "4")), MARK.encode()),
    "a length and pieces": ((("Content-Length", "3"), ("Transfer-Encoding", "chunked")), b"0\r\n\r\n"),
    "a piece of no size": ((("Transfer-Encoding", "chunked"),), f"{MARK}\r\n".encode()),
    "pieces that break off": ((("Transfer-Encoding", "chunked"),), f"3\r\nabc\r\n{MARK}\r\n".encode()),
    "a header that is none": (((f"X-{MARK}", b"\0"), ("Content-Length", "0")), b""),
    "a header without end": ((("X-Slack-Signature", MARK * 2000), ("Content-Length", "0")), b""),
    "a name that is none": (((f"X {MARK}", "1"), ("Content-Length", "0")), b""),
}
"""Headers and what follows them: none of it is HTTP."""


def zipped(dice: Dice, body: bytes) -> tuple[str, bytes]:
    """A content encoding and a body that is so encoded, or only says so: one unpacks to far more than is taken."""
    encoding = dice.choice(("gzip", "deflate", "br", MARK))
    packed = (gzip.compress(b" " * 3_000_000), gzip.compress(body), gzip.compress(body)[:-9], body)
    return encoding, dice.choice(packed)
