"""What letters of a PDF come to: the same letters, whatever a program that wrote it did to show them."""

from io import BytesIO
from pathlib import Path

import matplotlib as mpl
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from bot.guide.document import DIVIDED, Paragraph
from bot.guide.pdf import read_pdf

SIZE = 12


@pytest.fixture(scope="module")
def font() -> str:
    registerFont(TTFont("Vera", Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"))
    return "Vera"


def written(*lines: tuple[float, str], font: str = "Helvetica", twice: bool = False) -> bytes:
    """A PDF with these lines, each so many points below the one before."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.setFont(font, SIZE)
    height = 700.0
    for below, text in lines:
        height -= below
        for shift in (0, 0.4) if twice else (0,):
            canvas.drawString(60 + shift, height, text)
    canvas.save()
    return file.getvalue()


def paragraphs(content: bytes) -> list[str]:
    return [part.text for part in read_pdf(content) if isinstance(part, Paragraph)]


def test_ligatures_are_the_letters_they_are_made_of_and_nothing_else_is_altered(font: str) -> None:
    text = "ﬁnd the ﬂow of eﬀort, ½ of it² – “so” it’s said…"  # noqa: RUF001 - these signs are what is tested

    [read] = paragraphs(written((0, text), font=font))

    assert read == text.replace("ﬁ", "fi").replace("ﬂ", "fl").replace("ﬀ", "ff")


def test_a_soft_hyphen_is_only_seen(font: str) -> None:
    lines = (
        (0, "Careers lead\u00adership is shared, and provi\u00ad"),
        (14, "sion is well planned, whole-"),
        (14, "setting."),
    )

    [read] = paragraphs(written(*lines, font=font))

    assert read == f"Careers leadership is shared, and provision is well planned, whole-{DIVIDED}setting."


def test_letters_that_are_printed_twice_to_look_bold_are_read_once() -> None:
    [read] = paragraphs(written((0, "All committees will address bookkeeping."), twice=True))

    assert read == "All committees will address bookkeeping."


def test_lines_apart_are_paragraphs_and_bullets_are_points_with_the_lines_below_them() -> None:
    near, apart = 14, 22
    lines = (
        (0, "It says what there is."),
        (apart, "Learners have:"),
        (near, "•  a plan that goes on"),
        (near, "    over a line"),
        (near, "•  somebody to ask"),
        (near, "Everybody knows it."),
    )

    assert paragraphs(written(*lines)) == [
        "It says what there is.",
        "Learners have:",
        "• a plan that goes on over a line",
        "• somebody to ask",
        "Everybody knows it.",
    ]
