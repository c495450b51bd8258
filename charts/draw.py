"""From values to PNG bytes. A new chart registers its function here."""

from functools import singledispatch
from io import BytesIO

from matplotlib.figure import Figure
from PIL import Image

from charts.snapshot import draw_snapshot
from charts.theme import palette
from maturity_model.outcome import Snapshot


@singledispatch
def draw(values: object) -> Figure:
    """Draw the chart for these values.

    Raises:
        TypeError: there is no chart for values of this type.
    """
    raise TypeError(f"no chart for {type(values).__name__}")


draw.register(Snapshot, draw_snapshot)


def png(values: object) -> bytes:
    """The chart for these values as a PNG file, the same bytes each time.

    Raises:
        TypeError: there is no chart for values of this type.
    """
    figure, dots = draw(values), BytesIO()
    figure.savefig(dots, format="rgba", dpi="figure")
    picture = Image.frombytes("RGBA", figure.canvas.get_width_height(), dots.getvalue()).convert("RGB")
    file = BytesIO()
    picture.quantize(palette=_palette(), dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


def _palette() -> Image.Image:
    picture = Image.new("P", (1, 1))
    picture.putpalette(palette())
    return picture
