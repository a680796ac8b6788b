"""References found in what a bank passes on: written with or without blanks, alone or among other words.

What is found fits by its check digits; whether it is one of ours only the books can tell.
"""

import re
from collections.abc import Iterable, Iterator

from dunwell.domain.errors import UserError
from dunwell.domain.references.kinds import Reference, ReferenceKind
from dunwell.domain.references.schemes import check_reference

_RF = re.compile(r"(?<![A-Z0-9])RF ?[0-9]{2}(?: ?[A-Z0-9]){1,21}", re.ASCII)
_OGM = re.compile(r"[0-9]{3}/?[0-9]{4}/?[0-9]{5}", re.ASCII)
_QRR = re.compile(r"(?<![0-9])[0-9](?: ?[0-9]){26}(?![0-9])", re.ASCII)
_MODEL_97 = re.compile(r"(?<![0-9])(?:97[ -]?)?[0-9]{2}[ -]?[0-9](?:-?[0-9]){0,17}(?![0-9])", re.ASCII)
_LONGEST_TEXT = 500


def references_in(text: str) -> tuple[Reference, ...]:
    """List the references that a text may carry, each that fits by its check digits; the longest of a kind first.

    Read at most the first 500 letters: a bank passes on no more.
    """
    shown = " ".join(text[:_LONGEST_TEXT].upper().split())
    return tuple(dict.fromkeys(_found(shown)))


def _found(text: str) -> Iterator[Reference]:
    for found in _RF.findall(text):
        # Words that follow without a comma would be taken along: the reference may be any beginning of it.
        compact = found.replace(" ", "")
        yield from _fitting(ReferenceKind.RF, (compact[:length] for length in range(len(compact), 4, -1)))
    yield from _fitting(ReferenceKind.QRR, _QRR.findall(text))
    yield from _fitting(ReferenceKind.OGM, _OGM.findall(text))
    for found in _MODEL_97.findall(text):
        bare = re.sub(r"[ -]", "", found)
        yield from _fitting(ReferenceKind.MODEL_97, [bare, f"97{bare}"])


def _fitting(kind: ReferenceKind, texts: Iterable[str]) -> Iterator[Reference]:
    for text in texts:
        try:
            yield check_reference(kind, text)
        except UserError:
            continue
