"""One table of what each kind of reference can do: be made, be checked, be written for reading.

It knows the standards by their modules and adds nothing to them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from dunwell.domain.errors import UserError
from dunwell.domain.references import betalingskenmerk, ogm, qrr, rf, serbian
from dunwell.domain.references.kinds import Reference, ReferenceKind, bad_reference


@dataclass(frozen=True, slots=True)
class Scheme:
    """How one kind is made from a body, checked and written; `own_width` is how long a body of our own may be.

    Where `make` is None only others may give out such references.
    """

    check: Callable[[str], str]
    read: Callable[[str], str]
    make: Callable[[str], str] | None = None
    own_width: int = 0
    letters: bool = False


# Of model 97 we use less than it allows: people type it into a banking app.
SCHEMES: dict[ReferenceKind, Scheme] = {
    ReferenceKind.RF: Scheme(rf.check_rf, rf.read_rf, rf.make_rf, rf.LONGEST_BODY, letters=True),
    ReferenceKind.MODEL_97: Scheme(serbian.check_model_97, serbian.read_model_97, serbian.make_model_97, 18),
    ReferenceKind.MODEL_22: Scheme(serbian.check_model_22, serbian.read_model_22),
    ReferenceKind.OGM: Scheme(ogm.check_ogm, ogm.read_ogm, ogm.make_ogm, ogm.LONGEST_BODY),
    ReferenceKind.QRR: Scheme(qrr.check_qrr, qrr.read_qrr, qrr.make_qrr, qrr.LONGEST_BODY),
    ReferenceKind.BETALINGSKENMERK: Scheme(
        betalingskenmerk.check_betalingskenmerk,
        betalingskenmerk.read_betalingskenmerk,
        betalingskenmerk.make_betalingskenmerk,
        betalingskenmerk.LONGEST_BODY,
    ),
}


def check_reference(kind: ReferenceKind, text: str) -> Reference:
    """Check what somebody wrote as a reference of a kind; text is taken as it is, its blanks made single.

    Raises UserError `bad_reference`.
    """
    if kind is ReferenceKind.TEXT:
        return Reference(kind, " ".join(text.split()))
    return Reference(kind, SCHEMES[kind].check(text))


def make_reference(kind: ReferenceKind, number: str) -> Reference:
    """Make a reference of a kind from a number, such as a customer's; how long and of what depends on the kind.

    Raises UserError `bad_reference`, also for kinds that only others may give out.
    """
    if kind is ReferenceKind.TEXT:
        return check_reference(kind, number)
    make = SCHEMES[kind].make
    if make is None:
        raise bad_reference(kind, number, "only public offices give out references of this kind")
    return Reference(kind, make(number))


def recognise_reference(text: str) -> Reference:
    """Tell the kind of a reference that came without one, where its form leaves no doubt; else it is text.

    Sure forms are RF with fitting check digits, +++000/0000/00000+++, and 27 digits that fit. Any other number may
    be an invoice's or a customer's and stays text.
    """
    shown = text.strip()
    sure = (
        (ReferenceKind.RF, shown[:2].upper() == "RF"),
        (ReferenceKind.OGM, shown[:3] in ("+++", "***")),
        (ReferenceKind.QRR, shown.replace(" ", "").isdigit()),
    )
    for kind, looks_like_it in sure:
        if looks_like_it:
            try:
                return check_reference(kind, shown)
            except UserError:
                break
    return check_reference(ReferenceKind.TEXT, shown)


def for_reading(reference: Reference) -> str:
    """Write a reference as its standard prints it: `RF18 5390 0754 7034`, `97 20-12345`, `+++010/8068/17183+++`."""
    scheme = SCHEMES.get(reference.kind)
    return scheme.read(reference.value) if scheme else reference.value
