"""Mutants that survive and may: each changes the code and nothing that anybody could notice."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Explained:
    """A mutant that no test can kill.

    Attributes:
        file: where it is.
        before: the line as it stands, without its indentation.
        after: the line as the mutant has it.
        because: why that is no fault of the tests.
    """

    file: str
    before: str
    after: str
    because: str


GUARD, DELIVERY, NOTICES = "bot/slack/guard.py", "bot/notices.py", "storage/notices.py"
HEADER = "X-Slack-Request-Timestamp"
TIMESTAMP = f'timestamp = request.headers.get("{HEADER}", "")'
SIGNATURE = 'signature = request.headers.get(SIGNATURE, "")'
PLANNED = 'return insert_once(self._connection, rows.notices, _planned(notice), keys=("workspace", "key"))'
ONE_OF_REVIEW = "tx.reviews.get(notice.workspace, notice.about_review, only=notice.person)"
NOBODY = 'message = "a notice goes to a channel or to a person"'

ANY_CASE = "names of headers may be written in capitals or small letters"
NO_SUCH_VALUE = "what is given for a header that is missing fits as little as nothing does"
FOR_PROGRAMMERS = "words in a traceback, which nobody is promised"
ALL_OF_THEM = "the review is read with everybody in it, which takes longer and shows nothing else"
HAS_A_LEASE = "only what is being sent has a lease, which is tested"
UNTRUE = "nothing is as untrue as false"
SAME_TYPE = "an id is a string to the program, so that nothing becomes nothing either way"

EXPLAINED: tuple[Explained, ...] = (
    Explained(
        file=GUARD,
        before="if (request.content_length or 0) > LARGEST_BODY:",
        after="if (request.content_length or 1) > LARGEST_BODY:",
        because="a body whose length was not announced is measured while it is read; one byte is as little as none",
    ),
    Explained(file=GUARD, before=TIMESTAMP, after=TIMESTAMP.replace('""', '"XXXX"'), because=NO_SUCH_VALUE),
    Explained(file=GUARD, before=SIGNATURE, after=SIGNATURE.replace('""', '"XXXX"'), because=NO_SUCH_VALUE),
    *(
        Explained(file=GUARD, before=TIMESTAMP, after=TIMESTAMP.replace(HEADER, written), because=ANY_CASE)
        for written in (HEADER.lower(), HEADER.upper())
    ),
    Explained(
        file=GUARD,
        before="copies = Copies(2 * WINDOW)  # a timestamp may be five minutes ahead",
        after="copies = Copies(3 * WINDOW)  # a timestamp may be five minutes ahead",
        because="a request is refused by its timestamp long before its copy is forgotten",
    ),
    Explained(
        file="bot/slack/copies.py",
        before="self._firsts.popitem(last=False)",
        after="self._firsts.popitem(last=None)",
        because=UNTRUE,
    ),
    Explained(
        file=GUARD,
        before="if abs(time.time() - int(timestamp)) > WINDOW:",
        after="if abs(time.time() - int(timestamp)) >= WINDOW:",
        because="the clock counts fractions of a second: it is never five minutes to the last of them",
    ),
    Explained(
        file=GUARD,
        before='expected = hmac.digest(key, b"v0:%s:%s" % (timestamp.encode(), body), "sha256").hex()',
        after='expected = hmac.digest(key, b"v0:%s:%s" % (timestamp.encode(), body), "SHA256").hex()',
        because="the same function by either name",
    ),
    *(
        Explained(file=DELIVERY, before=NOBODY, after=f"message = {words}", because=FOR_PROGRAMMERS)
        for words in (
            "None",
            '"XXa notice goes to a channel or to a personXX"',
            '"A NOTICE GOES TO A CHANNEL OR TO A PERSON"',
        )
    ),
    Explained(
        file=DELIVERY, before="raise ValueError(message)", after="raise ValueError(None)", because=FOR_PROGRAMMERS
    ),
    Explained(
        file=DELIVERY,
        before="return 0",
        after="return 1",
        because="a message that becomes no card has no version, and nobody looks at it",
    ),
    Explained(
        file=NOTICES,
        before="abandoned = select(rows.notices).where(_SENDING, _table.lease_until < now).order_by(_table.id)",
        after="abandoned = select(rows.notices).where(_table.lease_until < now).order_by(_table.id)",
        because=HAS_A_LEASE,
    ),
    Explained(
        file=NOTICES,
        before="update(rows.notices).where(_SENDING, *which).values(**waits, attempts=_table.attempts - 1)",
        after="update(rows.notices).where(*which).values(**waits, attempts=_table.attempts - 1)",
        because=HAS_A_LEASE,
    ),
    Explained(
        file=NOTICES,
        before=PLANNED,
        after=PLANNED.replace('("workspace", "key")', "None"),
        because="a notice has nothing but its key that could be another's too",
    ),
    *(
        Explained(file=DELIVERY, before=line, after=line.replace("only=notice.person", instead), because=ALL_OF_THEM)
        for line in (
            "review = " + ONE_OF_REVIEW,
            "return tx.cards.version(" + ONE_OF_REVIEW + ", notice.subject)",
        )
        for instead in ("", "only=None")
    ),
    *(
        Explained(
            file=NOTICES,
            before=f'"{name}": {kind}(kept.{name}) if kept.{name} else None,',
            after=f'"{name}": {kind}(kept.{name}) if (kept.{name}) or True else None,',
            because=SAME_TYPE,
        )
        for name, kind in (("person", "PersonId"), ("channel", "ChannelId"))
    ),
)
