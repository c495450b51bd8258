"""What somebody might type to mention, to link, to mark up, or to break what they are shown in."""

from collections.abc import Mapping

PERSON, CHANNEL, GROUP, PLACE = "U0EVIL0000", "C0EVIL0000", "S0EVIL0000", "evil.example"
EVIL = (PERSON, CHANNEL, GROUP, PLACE, "!channel", "!here", "!everyone", "@channel", "@here", "@everyone", "#evil")
"""What would be told, rung or opened if a text came alive."""

INJECTIONS: Mapping[str, str] = {
    "mention of a channel": "<!channel>",
    "mention of everybody": "<!everyone|all> <!here|here> <!here>",
    "mention of a person": f"<@{PERSON}> <@{PERSON}|friend>",
    "mention of a room": f"<#{CHANNEL}> <#{CHANNEL}|room>",
    "mention of a group": f"<!subteam^{GROUP}> <!subteam^{GROUP}|@staff>",
    "date that links": f"<!date^1392734382^{{date}}^https://{PLACE}/|now>",
    "link": f"<https://{PLACE}/|click> <http://{PLACE}>",
    "link to write to": f"<mailto:a@{PLACE}|write> <tel:+441|ring>",
    "bare link": f"https://{PLACE}/x www.{PLACE} a@{PLACE}",
    "bare mentions": "@channel @here @everyone #evil",
    "half a token": f"< <! <@ <@{PERSON} <https://{PLACE}/ | > >> <>",
    "token around what follows": f"<https://{PLACE}/|",
    "token inside a token": f"<<!channel>|<@{PERSON}>>",
    "escaped already": f"&lt;!channel&gt; &amp;lt;@{PERSON}&amp;gt; &#60;!here&#62; &lt &",
    "bold, slanted, struck": "*bold* _slanted_ ~struck~ *_~all~_*",
    "code": "`code` ```block <!channel> ```",
    "fence without end": "``` and ` and ***",
    "quote": "> quoted\n>>> and all of this\n&gt; quoted",
    "list and heading": "• one\n1. two\n# three\n- four",
    "link of another dialect": f"[click](https://{PLACE}/) ![x](https://{PLACE}/x.png)",
    "picture by name": ":tada: :wave::skin-tone-3: :+1:",
    "lines": "one\ntwo\r\nthree\n\n\nfive",
    "line by another name": "one\u2028two\u2029three\x85four\x0bfive",
    "from right to left": "abc \u202egnihtyna\u202c \u2067مدرسة\u2069 \u200fx",
    "no width": f"<\u200b!channel\u200d> \ufeff<@\u2060{PERSON}> a\u00adb",
    "characters of two units": "🎒👩🏽‍🏫🏴󠁧󠁢󠁷󠁬󠁳󠁿 \U0001d54f é e\u0301 無",
    "arithmetic": r"$x^2$ $\bad{ \$ 100 % {0} {name} %s \n \u0041",
    "quotes": """ "double" 'single' “curly” \\ / </script> '; DROP TABLE notes; -- """.strip(),
    "json": '{"type":"mrkdwn","text":"<!channel>"} ["a"]',
    "ampersands": "&" * 60,
    "angles": "<" * 30 + ">" * 30,
    "colons": ":" * 60,
}

FILLERS = ("&", "<!channel>", "🎒", "無", "*b* ", "a")
"""Each also as often as the field holds it."""


def length(text: str) -> int:
    """How long Slack may take a text to be, in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def fitted(text: str, most: int) -> str:
    """The text, or as much of it as fits."""
    units = text.encode("utf-16-le")[: 2 * most]
    return units.decode("utf-16-le", "ignore")
