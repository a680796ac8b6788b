"""Who is paid, on which account, and what is to be paid: plain values from which every code for payment is made.

Nothing is checked here. The values know no standard: each standard's module says what it takes.
"""

from dataclasses import dataclass
from enum import StrEnum

from dunwell.domain.references.kinds import Reference


@dataclass(frozen=True, slots=True)
class Party:
    """A name with its address in parts, as codes for payment want it; `country` is ISO 3166, two capitals."""

    name: str
    street: str = ""
    house_number: str = ""
    postcode: str = ""
    town: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """A bank account of the company. `currency` empty: for every currency that has no account of its own.

    `number` is the domestic number where there is one (18 digits in Serbia, 20 in Russia); `bic` is that of ISO 9362
    or the nine digits of a Russian bank, whose `correspondent` account stands beside it; `tax_id` and `kpp` are the
    holder's in Russia (INN, KPP). A Swiss QR-IBAN is an account with that `iban`.
    """

    holder: Party
    iban: str = ""
    number: str = ""
    bic: str = ""
    bank: str = ""
    correspondent: str = ""
    currency: str = ""
    tax_id: str = ""
    kpp: str = ""


@dataclass(frozen=True, slots=True)
class Payment:
    """What is to be paid: an amount in minor units of a currency, what it is for, and by whom.

    `references` stand in order of preference; of each account the first that its bank understands is used. `text` is
    what the payer reads ("Invoice 2026-17"). `by_consumer`: the payer is a natural person.
    """

    currency: str
    amount_minor: int
    references: tuple[Reference, ...] = ()
    text: str = ""
    payer: Party | None = None
    by_consumer: bool = False


class Standard(StrEnum):
    """The standards of codes for payment that are made here."""

    EPC = "epc"
    NBS_IPS = "nbs_ips"
    ST00012 = "st00012"
    SWISS = "swiss"


@dataclass(frozen=True, slots=True)
class PaymentCode:
    """A code to be drawn as a QR code: the text, in UTF-8, and the largest version (size) its standard allows."""

    standard: Standard
    payload: str
    highest_version: int = 40
