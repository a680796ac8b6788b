"""Slips of the pen: one letter too many, too few, another one, or two that changed places. Knows no language."""

SHORTEST = 4
"""Letters of a word in which a slip is looked for: of a shorter one almost any other is a slip away."""


def one_slip(typed: str, meant: str) -> bool:
    """Tell whether a word is another one with one slip at most."""
    if abs(len(typed) - len(meant)) > 1:
        return False
    at = next((place for place, pair in enumerate(zip(typed, meant, strict=False)) if pair[0] != pair[1]), None)
    if at is None:
        return True
    rest, other = typed[at:], meant[at:]
    changed_places = rest[:2] == other[1::-1] and rest[2:] == other[2:]
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:] or changed_places


def ends_of(word: str) -> tuple[str, str]:
    """Give the beginning and the end of a word of which one slip leaves one whole."""
    third = max(1, len(word) // 3)
    return word[:third], word[-third:]
