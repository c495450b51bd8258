"""How every chart looks: paper, ink, letters, and a page to put them on. No other file says a colour or a size.

A page is measured in pixels. It is read at full width on a laptop and at about 360 pixels on a phone, a third of its
size, so nothing that matters is set smaller than BODY.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.ft2font import FT2Font
from matplotlib.patches import Circle, FancyBboxPatch
from matplotlib.text import Text

WIDTH: Final = 1200
MARGIN: Final = 48
DPI: Final = 150

FONT: Final = "DejaVu Sans"  # comes with matplotlib, so a chart looks the same on every machine

PAPER: Final = "#ffffff"
INK: Final = "#1b2733"
QUIET: Final = "#55626f"  # 6:1 on paper
HAIRLINE: Final = "#d5dce3"
EMPTY: Final = "#eef1f5"
BLUE: Final = "#0b4f8a"
PALE_BLUE: Final = "#b5d2ea"
ORANGE: Final = "#b45309"  # every kind of colour vision tells it from blue; red and green, which judge, are not used
INKS: Final = (INK, QUIET, BLUE, ORANGE)
TINTS: Final = (PALE_BLUE, EMPTY, HAIRLINE)

RING: Final = 1.2  # how thick a ring and a line are drawn, in points

CONTROLS: Final = {"Cc", "Cf"}
JOINERS: Final = "\u200c\u200d"  # invisible, and part of how some scripts are spelt


@dataclass(frozen=True, kw_only=True)
class Style:
    """How words are set; the size is the height of a letter's box in pixels."""

    size: float
    colour: str = INK
    weight: Literal["normal", "bold"] = "normal"

    @property
    def font(self) -> FontProperties:
        """The font in the points that matplotlib counts in."""
        return FontProperties(family=FONT, weight=self.weight, size=self.size * 72 / DPI)


TITLE: Final = Style(size=45, weight="bold")
LONG_TITLE: Final = Style(size=33, weight="bold")
SUBTITLE: Final = Style(size=30, colour=QUIET)
HEADING: Final = Style(size=24, weight="bold")
BODY: Final = Style(size=25)
QUIET_BODY: Final = Style(size=25, colour=QUIET)
NUMBER: Final = Style(size=25, colour=PAPER, weight="bold")  # on a dark cell
CAPTION: Final = Style(size=23, colour=QUIET)


def symbol(colour: str) -> Style:
    """A symbol among BODY, a little larger."""
    return Style(size=28, colour=colour)


class Page:
    """A sheet WIDTH pixels wide and as long as what is put on it; x counts from the left, y downwards from the top."""

    def __init__(self) -> None:
        self.figure = Figure(figsize=(WIDTH / DPI, 1), dpi=DPI, facecolor=PAPER)
        FigureCanvasAgg(self.figure)
        self._axes: Axes = self.figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, WIDTH)

    def cut_at(self, y: float) -> Figure:
        """Cut the sheet off here and hand it over."""
        self.figure.set_size_inches(WIDTH / DPI, round(y) / DPI)
        self._axes.set_ylim(round(y), 0)
        return self.figure

    def write(
        self, x: float, y: float, words: str, style: Style, *, across: Literal["left", "center", "right"] = "left"
    ) -> Text:
        """Set one line of words, with the middle of its small letters near y."""
        return self._axes.text(
            x,
            y,
            readable(words, style),
            color=style.colour,
            fontproperties=style.font,
            horizontalalignment=across,
            verticalalignment="center_baseline",
            parse_math=False,  # a dollar in a name is a dollar
        )

    def fill(self, left: float, middle: float, size: tuple[float, float], colour: str, *, edge: str = "none") -> None:
        """Draw a box with slightly rounded corners, its vertical middle at `middle`."""
        width, height = size
        box = FancyBboxPatch(
            (left, middle - height / 2),
            width,
            height,
            boxstyle="round,pad=0,rounding_size=5",
            facecolor=colour,
            edgecolor=edge,
            linewidth=0.6,
        )
        self._axes.add_artist(box)  # add_patch would look how far the axes reach, which is settled

    def ring(self, x: float, y: float, radius: float, colour: str) -> None:
        """Draw a hollow ring around that place."""
        ring = Circle((x, y), radius, fill=False, edgecolor=colour, linewidth=RING)
        self._axes.add_artist(ring)

    def join(self, start: float, end: float, y: float, colour: str) -> None:
        """Draw a thin line from one place to another at the same height."""
        self._axes.plot([start, end], [y, y], color=colour, linewidth=RING, solid_capstyle="butt")

    def rule(self, y: float) -> None:
        """Draw a hairline from margin to margin."""
        self._axes.plot([MARGIN, WIDTH - MARGIN], [y, y], color=HAIRLINE, linewidth=0.8)

    def shortened(self, words: str, style: Style, *, width: float) -> str:
        """The words on one line of that width, ending in an ellipsis where something had to go."""
        return _shortened(readable(words, style), self._fits(style, width))

    def wrapped(self, words: str, style: Style, *, width: float, lines: int) -> list[str]:
        """The words on at most that many lines, the last ending in an ellipsis where something had to go."""
        return _wrapped(readable(words, style), self._fits(style, width), lines)

    def width_of(self, words: str, style: Style) -> float:
        """How wide the words stand on one line."""
        return _width(words, style)

    def _fits(self, style: Style, width: float) -> Callable[[str], bool]:
        return lambda words: self.width_of(words, style) <= width


def palette(shades: int = 8) -> list[int]:
    """Every colour of a chart as red, green, blue, red … from 0 to 255, with so many shades of each ink down to paper.

    The edges of letters need the shades. A picture that has no other colours makes a file a quarter of the size.
    """
    red, green, blue = to_rgb(PAPER)
    mixed = [
        (red + (r - red) * share / shades, green + (g - green) * share / shades, blue + (b - blue) * share / shades)
        for r, g, b in map(to_rgb, INKS)
        for share in range(1, shades + 1)
    ]
    return [round(255 * part) for colour in [to_rgb(PAPER), *map(to_rgb, TINTS), *mixed] for part in colour]


def readable(words: str, style: Style) -> str:
    """The words as the font can show them: a letter it lacks becomes a box; other signs it lacks are left out."""
    glyphs = _glyphs(style.weight)
    shown = (_shown(sign, glyphs) for sign in unicodedata.normalize("NFC", words))
    return " ".join(word for part in "".join(shown).split() if (word := part.strip(JOINERS)))


def _shown(sign: str, glyphs: frozenset[int]) -> str:
    if sign in JOINERS or sign.isspace():
        return sign
    category = unicodedata.category(sign)
    if category in CONTROLS:
        return ""
    if ord(sign) in glyphs:
        return sign
    return "□" if category.startswith("L") else ""


@lru_cache(maxsize=2000)
def _width(words: str, style: Style) -> float:
    """How wide words stand on one line: most of an edition's are measured for every picture."""
    probe = Text(0, 0, words, fontproperties=style.font, parse_math=False, figure=_measuring_sheet())
    return float(probe.get_window_extent().width)


@cache
def _measuring_sheet() -> Figure:
    sheet = Figure(dpi=DPI)
    FigureCanvasAgg(sheet)  # has what measures words
    return sheet


@cache
def _glyphs(weight: str) -> frozenset[int]:
    return frozenset(FT2Font(findfont(FontProperties(family=FONT, weight=weight))).get_charmap())


def _shortened(words: str, fits: Callable[[str], bool]) -> str:
    if fits(words):
        return words
    kept = bisect_right(range(1, len(words)), False, key=lambda count: not fits(f"{words[:count]}…"))  # noqa: FBT003
    beginning = words[:kept]
    whole, _, broken = beginning.rpartition(" ")
    if whole and len(broken) < 15:  # else the ellipsis would cost more than it tidies
        beginning = whole
    return f"{beginning.rstrip(' ,:;(')}…"


def _wrapped(words: str, fits: Callable[[str], bool], lines: int) -> list[str]:
    done: list[str] = []
    line, rest = "", words.split()
    while rest and len(done) < lines - 1:
        longer = f"{line} {rest[0]}".strip()
        if fits(longer):
            line, rest = longer, rest[1:]
        elif line:
            done, line = [*done, line], ""
        else:
            break  # a single word is too long for any line
    last = " ".join([line, *rest]).strip()
    return [*done, _shortened(last, fits)] if last else done
