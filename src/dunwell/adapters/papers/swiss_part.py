"""The payment part of a QR-bill, with its receipt: what is printed is read out of the code, so that both say the same.

The words are those of the style guide (SIX), which has them in German, French, Italian and English alone. Knows no
layout: `typ/swiss.typ` has the measures.
"""

from typing import Any

from dunwell.adapters.papers import figures
from dunwell.adapters.papers.codes import as_svg, side_mm
from dunwell.domain.payment_codes.parties import PaymentCode
from dunwell.domain.references.kinds import Reference, ReferenceKind
from dunwell.domain.references.schemes import for_reading

_KINDS = {"QRR": ReferenceKind.QRR, "SCOR": ReferenceKind.RF}
_NAMES = (
    "part",
    "receipt",
    "account",
    "reference",
    "information",
    "by",
    "by_blank",
    "currency",
    "amount",
    "point",
    "separate",
)
_WORDS = {
    "en": (
        "Payment part",
        "Receipt",
        "Account / Payable to",
        "Reference",
        "Additional information",
        "Payable by",
        "Payable by (name/address)",
        "Currency",
        "Amount",
        "Acceptance point",
        "Separate before paying in",
    ),
    "de": (
        "Zahlteil",
        "Empfangsschein",
        "Konto / Zahlbar an",
        "Referenz",
        "Zusätzliche Informationen",
        "Zahlbar durch",
        "Zahlbar durch (Name/Adresse)",
        "Währung",
        "Betrag",
        "Annahmestelle",
        "Vor der Einzahlung abzutrennen",
    ),
    "fr": (
        "Section paiement",
        "Récépissé",
        "Compte / Payable à",
        "Référence",
        "Informations supplémentaires",
        "Payable par",
        "Payable par (nom/adresse)",
        "Monnaie",
        "Montant",
        "Point de dépôt",
        "A détacher avant le versement",
    ),
    "it": (
        "Sezione pagamento",
        "Ricevuta",
        "Conto / Pagabile a",
        "Riferimento",
        "Informazioni supplementari",
        "Pagabile da",
        "Pagabile da (nome/indirizzo)",
        "Valuta",
        "Importo",
        "Punto di accettazione",
        "Da staccare prima del versamento",
    ),
}


def swiss_part(code: PaymentCode, language: str) -> dict[str, Any]:
    """Give the data of one payment part, from the text of its code."""
    lines = code.payload.split("\n")
    words = dict(zip(_NAMES, _WORDS.get(language, _WORDS["en"]), strict=True))
    kind, reference, message = lines[27], lines[28], lines[29]
    shown = for_reading(Reference(_KINDS[kind], reference)) if kind in _KINDS else ""
    whole, _, cents = lines[18].partition(".")
    payable = [words["account"], [figures.iban(lines[3]), *_address(lines[5:11])]]
    payer = _address(lines[21:27])
    by = [words["by"], payer] if payer else [words["by_blank"], []]
    told = [[words["reference"], [shown]]] if shown else []
    return {
        "lang": language if language in _WORDS else "en",
        "titles": [words["part"], words["receipt"], words["point"], words["separate"]],
        "receipt": [payable, *told, by],
        "part": [payable, *told, *([[words["information"], [message]]] if message else []), by],
        "sums": [[words["currency"], lines[19]], [words["amount"], f"{int(whole):,}".replace(",", " ") + "." + cents]],
        "svg": as_svg(code).decode(),
        "side": side_mm(code),
        "alt": f"{words['part']}: {lines[19]} {lines[18]}, {lines[5]}",
    }


def _address(lines: list[str]) -> list[str]:
    """Write a structured address as it is printed: name, street and number, postcode and town, abroad its country."""
    name, street, number, postcode, town, country = lines
    place = f"{postcode} {town}".strip()
    if place and country not in ("", "CH"):
        place = f"{country}-{place}"
    return [line for line in (name, f"{street} {number}".strip(), place) if line]
