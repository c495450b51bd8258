"""Slack's markup comes out as Slack shows it, and what people wrote comes out as they wrote it."""

from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, strategies as st

from bot.rehearsal.page.mrkdwn import mrkdwn
from bot.rehearsal.page.reader import Reader
from bot.slack.card import escape

READER = Reader(people={"U1": "SENCo", "U2": "<b>"}, channels={"C1": "careers"}, zone=ZoneInfo("Europe/London"))
NOON = "1795435200"  # 23 November 2026, 12:00 in London


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.said = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser hands it over
        self.tags.add(tag)
        self.said += "\n" if tag == "br" else ""

    def handle_data(self, data: str) -> None:
        self.said += data


def read(markup: str) -> Words:
    words = Words()
    words.feed(str(markup))
    return words


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("plain words", "plain words"),
        ("*bold* and _leaning_ and ~gone~", "<b>bold</b> and <i>leaning</i> and <s>gone</s>"),
        ("*_both_*", "<b><i>both</i></b>"),
        ("2*3*4 and snake_case_name", "2*3*4 and snake_case_name"),
        ("* not bold * and ** nor this", "* not bold * and ** nor this"),
        ("one\ntwo", "one<br>two"),
        ("`*code*`", "<code>*code*</code>"),
        ("before\n```a  b\n*c*```\nafter", "before<pre>a  b\n*c*</pre>after"),
        ("&gt; told\nand more", "<blockquote>told</blockquote>and more"),
        ("<@U1> asks", '<span class="mention">@SENCo</span> asks'),
        ("*<@U1>*", '<b><span class="mention">@SENCo</span></b>'),
        ("<@U2>", '<span class="mention">@&lt;b&gt;</span>'),
        ("<@U9>", '<span class="mention">@unknown</span>'),
        ("in <#C1>", 'in <span class="mention">#careers</span>'),
        (f"<!date^{NOON}^{{date_long}}, {{time}}|soon>", "Monday, 23 November 2026, 12:00"),
        (f"<!date^{NOON}^{{date_short}} {{moon}}|soon>", "soon"),
        ("<!date^x^{time}|soon>", "soon"),
        (
            "<https://a.example/?b=1&amp;c=2|a &amp; b>",
            '<a href="https://a.example/?b=1&amp;c=2" target="_blank" rel="noopener noreferrer">a &amp; b</a>',
        ),
        ("<javascript:alert(1)|press>", "press"),
        ("https://not-a-link.example", "https://not-a-link.example"),
        ("&lt;script&gt; &amp;amp; &quot;", "&lt;script&gt; &amp;amp; &amp;quot;"),
        ("\x001\x00", "1"),
    ],
)
def test_markup_is_shown_as_slack_shows_it(written: str, shown: str) -> None:
    assert mrkdwn(written, READER) == shown


def test_a_moment_is_said_in_the_zone_of_whoever_reads() -> None:
    reader = Reader(people={}, channels={}, zone=ZoneInfo("Asia/Tokyo"))

    assert mrkdwn(f"<!date^{NOON}^{{date_num}} {{time}}|soon>", reader) == "2026-11-23 21:00"


@given(st.text(st.characters(exclude_characters="*_~`\x00\r", exclude_categories=["Cs"])))
def test_what_was_escaped_is_read_as_it_was_written(text: str) -> None:
    told = read(mrkdwn(escape(text), READER))

    assert told.tags <= {"br", "blockquote"}
    if not any(line.startswith(">") for line in text.split("\n")):
        assert told.said == text


@given(st.text() | st.text("<>!@#^{}|date_tims1²*_~`& \n"))
@example("<!date^1>")
@example("<!date^99999999999999999^{date}|x>")
@example("<!date^²^{date}|x>")
@example("<!date^99999999999^{date}^|x>")
def test_whatever_comes_nothing_but_our_own_tags_come_out(text: str) -> None:
    assert read(mrkdwn(text, READER)).tags <= {"a", "b", "i", "s", "br", "code", "pre", "blockquote", "span"}
