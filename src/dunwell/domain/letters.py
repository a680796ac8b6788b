"""Letters that a person sends, beside those of the ladder: why a dispute was rejected, a plan, thanks, a hand-over.

Plain facts, as `dunwell.domain.papers` has them for reminders; no language, no layout. Amounts are minor units.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dunwell.domain.instalments import Instalment
from dunwell.domain.papers import Creditor, Debtor, PaperItem, PayTo, Signatory
from dunwell.domain.references.kinds import Reference

LetterName = Literal["rejection", "plan", "thanks", "handed-over"]
LETTER_NAMES: tuple[LetterName, ...] = ("rejection", "plan", "thanks", "handed-over")


@dataclass(frozen=True, slots=True)
class OwnLetter:
    """One such letter. `items` are what it is about; `amount_minor` is what is asked, offered or handed over.

    Of a rejection: `on_date` the day of the complaint, `complaint` and `reason` in people's own words. Of a plan:
    `instalments`, `on_date` the last day to answer, `is_agreed` whether it is agreed already, `accelerates` whether all
    is due once one is missed, `interest_percent` a year as text. Of a hand-over: `on_date` its day, `to` the recipient.
    """

    name: LetterName
    company: Creditor
    customer: Debtor
    language: str
    as_of: date
    sender: Signatory
    contact_name: str = ""
    items: tuple[PaperItem, ...] = ()
    currency: str = ""
    amount_minor: int = 0
    on_date: date | None = None
    complaint: str = ""
    reason: str = ""
    instalments: tuple[Instalment, ...] = ()
    is_agreed: bool = False
    accelerates: bool = False
    interest_percent: str = ""
    to: Literal["agency", "counsel", ""] = ""
    payment: tuple[PayTo, ...] = ()
    references: tuple[Reference, ...] = ()
    banner: str = ""
