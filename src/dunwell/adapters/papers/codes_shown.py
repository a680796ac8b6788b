"""Codes for payment within a message: each stands behind the words that name its account, whatever the text is like.

A text of the company's own need not know of codes. This module draws nothing and knows neither mail nor page.
"""

from dataclasses import dataclass

from dunwell.adapters.papers import figures
from dunwell.adapters.papers.codes import CodeDoesNotFit, as_svg
from dunwell.adapters.papers.language import Language
from dunwell.adapters.papers.plain_mail import write_block
from dunwell.adapters.papers.prose import Prose
from dunwell.domain.payment_codes.asked import AskedPayment
from dunwell.domain.payment_codes.parties import PaymentCode

MOST = 5
"""So many codes stand in a message at most; who is asked for more currencies finds the accounts in words."""


@dataclass(frozen=True, slots=True)
class ShownCode:
    """A code to be drawn behind a block; `alt` is for who hears the page, `caption` for who sees it."""

    behind: int
    code: PaymentCode
    alt: str
    caption: str


def codes_behind(prose: Prose, payments: list[AskedPayment], language: Language) -> tuple[ShownCode, ...]:
    """Place the codes that can be drawn behind the blocks in which their accounts stand; others are left out."""
    if not payments:
        return ()
    said = [" ".join(write_block(block).split()) for block in prose]
    found = []
    for asked in payments:
        code = drawable(asked)
        place = max((at for at, words in enumerate(said) if where_to(asked) in words), default=None)
        if code is not None and place is not None:
            found.append(ShownCode(place, code, code_alt(asked, language), code_caption(asked, language)))
    return tuple(found[:MOST])


def drawable(asked: AskedPayment) -> PaymentCode | None:
    """Give the code of a payment where it fits into a symbol of the size that its standard allows."""
    try:
        if asked.code is not None:
            as_svg(asked.code)
    except CodeDoesNotFit:
        return None
    return asked.code


def code_alt(asked: AskedPayment, language: Language) -> str:
    """Say for who hears a page what the code is for."""
    words = language.words["pay"]
    return f"{words['code']}: {language.money(asked.amount_minor, asked.details.currency)}, {asked.details.payee}"


def code_caption(asked: AskedPayment, language: Language) -> str:
    """Say below a code what it is for."""
    return f"{language.words['pay']['scan']}: {language.money(asked.amount_minor, asked.details.currency)}"


def where_to(asked: AskedPayment) -> str:
    """Give what names the account in words: IBAN, number, link or at least the payee."""
    pay = asked.details
    return figures.iban(pay.iban) or figures.clean(pay.account or pay.link or pay.payee)
