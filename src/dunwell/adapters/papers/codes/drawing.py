"""QR codes of payments as SVG and PNG: error correction M as all four standards ask, a quiet zone of four modules.

segno makes the symbol; the same code gives the same bytes. A symbol takes some 10 ms, so what was drawn is kept. The
Swiss cross is laid over the middle of a QR-bill's code, which error correction makes up for. This module does not
know what stands in a code, and checks nothing but that it fits.
"""

import io
from functools import lru_cache

import segno
from PIL import Image, ImageDraw

from dunwell.domain.errors import UserError
from dunwell.domain.payment_codes.parties import PaymentCode, Standard

QUIET_MODULES = 4
_KEPT = 2048
_PIXELS_PER_MODULE = 6
# The symbol of a QR-bill is 46 mm wide, and the cross in its middle 7 mm (SIX, style guide of the QR-bill).
_SWISS_SIDE_MM, _CROSS_MM = 46.0, 7.0
# Module width of the others: half a millimetre is read by any telephone and keeps the largest at 36 mm.
_MODULE_MM = 0.5
# Boxes of the cross, from the edge, as parts of its side: white ground, black field, then the two white bars.
_CROSS = (("#fff", 0.0, 0.0, 1.0, 1.0), ("#000", 0.04, 0.04, 0.92, 0.92), ("#fff", 0.415, 0.2, 0.17, 0.6),
          ("#fff", 0.2, 0.415, 0.6, 0.17))  # fmt: skip


class CodeDoesNotFit(UserError):  # noqa: N818 - a verdict, as `NoCode` is
    """The text of a code for payment needs a larger symbol than its standard allows."""


@lru_cache(maxsize=_KEPT)
def as_svg(code: PaymentCode) -> bytes:
    """Draw a code as an SVG file, its width and height in millimetres with the quiet zone.

    Raises CodeDoesNotFit.
    """
    symbol = _symbol(code)
    modules = len(symbol.matrix)
    millimetres = _millimetres(code, modules)
    drawn = io.BytesIO()
    symbol.save(
        drawn, kind="svg", xmldecl=False, svgns=True, nl=False, border=QUIET_MODULES, light="#fff", omitsize=True
    )
    start, _, body = drawn.getvalue().decode().partition(">")
    cross = _svg_cross(modules) if code.standard is Standard.SWISS else ""
    sized = f'{start} width="{millimetres:.3f}mm" height="{millimetres:.3f}mm">'
    return (sized + body.removesuffix("</svg>") + cross + "</svg>").encode()


@lru_cache(maxsize=_KEPT)
def as_png(code: PaymentCode, pixels_per_module: int = _PIXELS_PER_MODULE) -> bytes:
    """Draw a code as a PNG file in black and white, so many pixels to a module. Raises CodeDoesNotFit."""
    symbol = _symbol(code)
    drawn = io.BytesIO()
    symbol.save(drawn, kind="png", scale=pixels_per_module, border=QUIET_MODULES)
    if code.standard is not Standard.SWISS:
        return drawn.getvalue()
    return _with_cross(drawn, len(symbol.matrix), pixels_per_module)


def side_mm(code: PaymentCode) -> float:
    """Tell the edge of a drawn code in millimetres, with the quiet zone. Raises CodeDoesNotFit."""
    return _millimetres(code, len(_symbol(code).matrix))


def _millimetres(code: PaymentCode, modules: int) -> float:
    module = _SWISS_SIDE_MM / modules if code.standard is Standard.SWISS else _MODULE_MM
    return round((modules + 2 * QUIET_MODULES) * module, 3)


def _symbol(code: PaymentCode) -> segno.QRCode:
    # Bytes in UTF-8 without a mark of the character set, and no stronger correction than asked: banks' readers are old.
    symbol = segno.make_qr(code.payload, error="m", mode="byte", encoding="utf-8", boost_error=False)
    if int(symbol.version) > code.highest_version:
        raise CodeDoesNotFit(
            "code_does_not_fit",
            f"The code for payment needs a symbol of version {symbol.version}; {code.highest_version} is allowed",
            "Write shorter names and a shorter text",
        )
    return symbol


def _boxes(modules: int) -> list[tuple[str, float, float, float, float]]:
    """Give the boxes of the cross in modules from the symbol's corner, quiet zone left out."""
    side = modules * _CROSS_MM / _SWISS_SIDE_MM
    corner = (modules - side) / 2
    return [(colour, corner + x * side, corner + y * side, w * side, h * side) for colour, x, y, w, h in _CROSS]


def _svg_cross(modules: int) -> str:
    return "".join(
        f'<rect fill="{colour}" x="{QUIET_MODULES + x:.3f}" y="{QUIET_MODULES + y:.3f}"'
        f' width="{width:.3f}" height="{height:.3f}"/>'
        for colour, x, y, width, height in _boxes(modules)
    )


def _with_cross(drawn: io.BytesIO, modules: int, pixels: int) -> bytes:
    with Image.open(drawn) as opened:
        image = opened.convert("1")
    pen = ImageDraw.Draw(image)
    for colour, x, y, width, height in _boxes(modules):
        left, top = round((QUIET_MODULES + x) * pixels), round((QUIET_MODULES + y) * pixels)
        right, bottom = round((QUIET_MODULES + x + width) * pixels), round((QUIET_MODULES + y + height) * pixels)
        pen.rectangle((left, top, right - 1, bottom - 1), fill=colour == "#fff")
    crossed = io.BytesIO()
    image.save(crossed, format="PNG", optimize=True)
    return crossed.getvalue()
