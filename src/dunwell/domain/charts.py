"""A chart of two rows of bars as SVG: for each label the one beside the other. Text and shapes alone, no script."""

from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 860, 300, 50, 40, 46
COLOURS = ("#5b6b7b", "#c8641e")


def bars(title: str, labels: Sequence[str], names: tuple[str, str], pairs: Sequence[tuple[int, int]]) -> str:
    """Draw pairs of numbers, each under its label, with a legend and four lines of scale.

    Colours differ in lightness too, so that the two are told apart in print.
    """
    most = max((max(pair) for pair in pairs), default=0) or 1
    step = (WIDTH - LEFT - 10) / max(1, len(pairs))  # a place on a page, not money
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="18" font-size="14">{escape(title)}</text>',
    ]
    for place, name in enumerate(names):
        x = LEFT + place * 260
        parts.append(f'<rect x="{x}" y="26" width="10" height="10" fill="{COLOURS[place]}"/>')
        parts.append(f'<text x="{x + 15}" y="35" font-size="11">{escape(name)}</text>')
    for quarter in range(5):
        y = _y(most * quarter, 4 * most)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - 10}" y1="{y}" y2="{y}" stroke="#d8dde2"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4}" font-size="10" text-anchor="end">{most * quarter // 4}</text>')
    for number, (label, pair) in enumerate(zip(labels, pairs, strict=True)):
        left = LEFT + number * step
        for place, value in enumerate(pair):
            y = _y(value, most)
            at, wide = left + step * (15 + 36 * place) // 100, max(1, step * 34 // 100)
            parts.append(
                f'<rect x="{at:.0f}" y="{y}" width="{wide:.0f}" height="{HEIGHT - BOTTOM - y}" '
                f'fill="{COLOURS[place]}"><title>{escape(names[place])}, {escape(label)}: {value}</title></rect>'
            )
        parts.append(
            f'<text x="{left + step / 2:.0f}" y="{HEIGHT - BOTTOM + 14}" font-size="10" text-anchor="middle">'
            f"{escape(label)}</text>"
        )
    return "\n".join([*parts, "</svg>"]) + "\n"


def _y(value: int, most: int) -> int:
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value // most
