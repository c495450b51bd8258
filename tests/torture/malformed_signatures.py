"""Every way in which a signature or a timestamp can be wrong, each on a true body; and the few that are right."""

import hmac
import math
import time
from collections.abc import Callable, Mapping

from bot.rehearsal.stand_in.delivery import signature
from tests.torture.malformed_wire import Headers, Request

STAMP, PROOF = "X-Slack-Request-Timestamp", "X-Slack-Signature"
ANOTHER_APP = "the secret of another app"
Sign = Callable[[bytes, str], Headers]


def _now(*, older: float = 0) -> str:
    """A timestamp at most so many seconds old: it is rounded up."""
    return str(math.ceil(time.time()) - int(older))


def _stamped(stamp: Callable[[], str]) -> Sign:
    """Rightly signed, whatever the timestamp is."""
    return lambda body, secret: _headers(given := stamp(), _proof(secret, given, body))


def _proved(change: Callable[[str], str | bytes]) -> Sign:
    """A timestamp of now, and a signature of which only this is left."""
    return lambda body, secret: _headers(given := _now(), change(_proof(secret, given, body)))


def _headers(stamp: str | bytes, proof: str | bytes) -> Headers:
    return ((STAMP, stamp if isinstance(stamp, bytes) else stamp.encode()), (PROOF, proof))


def _proof(secret: str, stamp: str, body: bytes) -> str:
    made = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, "sha256")
    return f"v0={made.hexdigest()}"


def _without(*names: str) -> Sign:
    return lambda body, secret: tuple(each for each in right(body, secret) if each[0] not in names)


def _twice(first: Sign, second: Sign) -> Sign:
    return lambda body, secret: (*first(body, secret), *second(body, secret))


def right(body: bytes, secret: str) -> Headers:
    """As Slack signs."""
    return _headers(given := _now(), signature(secret, given, body))


def of_another_app(body: bytes, _secret: str) -> Headers:
    """As Slack signs what it sends to somebody else."""
    return right(body, ANOTHER_APP)


def of_another_body(body: bytes, secret: str) -> Headers:
    """A signature that is right for one byte more."""
    return right(body + b" ", secret)


def of_another_moment(body: bytes, secret: str) -> Headers:
    """A signature that was right a second ago, under a new timestamp."""
    return _headers(_now(), _proof(secret, _now(older=1), body))


ACCEPTED: Mapping[str, Sign] = {
    "right": right,
    "299 s old": _stamped(lambda: _now(older=299)),
    "299 s ahead": _stamped(lambda: str(math.floor(time.time()) + 299)),
}

REFUSED: Mapping[str, Sign] = {
    "no signature": _without(PROOF),
    "no timestamp": _without(STAMP),
    "neither": _without(STAMP, PROOF),
    "an empty signature": _proved(lambda _: ""),
    "a wrong signature": _proved(lambda _: "v0=" + "0" * 64),
    "a signature of one letter": _proved(lambda proof: proof[:4]),
    "a signature cut at its end": _proved(lambda proof: proof[:-1]),
    "a signature cut at its start": _proved(lambda proof: proof[1:]),
    "a signature with something behind": _proved(lambda proof: f"{proof}0"),
    "a signature in capitals": _proved(lambda proof: proof.upper()),
    "a signature of another version": _proved(lambda proof: proof.replace("v0", "v1")),
    "a signature without its version": _proved(lambda proof: proof.removeprefix("v0=")),
    "a signature said twice": _proved(lambda proof: f"{proof},{proof}"),
    "a signature that is not ASCII": _proved(lambda proof: f"{proof[:-1]}é".encode()),
    "a signature that is no text": _proved(lambda proof: b"\xff\xfe" + proof.encode()),
    "a very long signature": _proved(lambda proof: proof * 100),
    "of another app": of_another_app,
    "of another body": of_another_body,
    "of another moment": of_another_moment,
    "301 s old": _stamped(lambda: str(math.floor(time.time()) - 301)),
    "an hour old": _stamped(lambda: _now(older=3600)),
    "302 s ahead": _stamped(lambda: str(math.ceil(time.time()) + 302)),
    "of the year one": _stamped(lambda: "1"),
    "of the end of time": _stamped(lambda: "9" * 12),
    "a timestamp without end": _stamped(lambda: "9" * 5000),
    "a timestamp below nothing": _stamped(lambda: f"-{_now()}"),
    "a timestamp with a sign": _stamped(lambda: f"+{_now()}"),
    "a timestamp with a fraction": _stamped(lambda: f"{_now()}.0"),
    "a timestamp with a gap": _stamped(lambda: f"{_now()[:5]}_{_now()[5:]}"),
    "a timestamp in hexadecimal": _stamped(lambda: hex(int(_now()))),
    "a timestamp in words": _stamped(lambda: "yesterday"),
    "an empty timestamp": _stamped(lambda: ""),
    "no number": _stamped(lambda: "nan"),
    "a timestamp in other digits": _stamped(lambda: "".join(chr(ord("\uff10") + int(digit)) for digit in _now())),
    "a raised timestamp": _stamped(lambda: f"{_now()}²"),
    "two signatures, the wrong one first": _twice(_proved(lambda _: "v0=" + "0" * 64), _without(STAMP)),
    "two timestamps, the old one first": _twice(_stamped(lambda: _now(older=3600)), right),
}


def request(sign: Sign, body: bytes, kind: str, secret: str) -> Request:
    """The body under such a signature."""
    return Request(body=body, headers=(("Content-Type", kind), *sign(body, secret)))
