"""Facts in, mails and papers out: what the outbox calls. The same facts give the same bytes.

It does not know where facts come from, nor where papers go.
"""

import hashlib
from collections import defaultdict

from dunwell.adapters.papers import sheets
from dunwell.adapters.papers.codes import as_png
from dunwell.adapters.papers.composing import Composed, compose_call, compose_message
from dunwell.adapters.papers.html_mail import Shown, write_html
from dunwell.adapters.papers.language import speak
from dunwell.adapters.papers.texts import Override, nothing_overridden
from dunwell.adapters.papers.typesetting import typeset
from dunwell.domain.papers import CallFacts, InvoiceFacts, MessageFacts, Picture, StatementFacts, WrittenMail

MOST_PICTURES = 3
"""So many codes go along with a mail at most, some kilobytes each; of further currencies the account alone is told."""


def render_mail(facts: MessageFacts, override: Override = nothing_overridden) -> WrittenMail:
    """Write a mail from one text: subject, plain text, HTML, and the codes for payment that the HTML shows.

    Raises UserError `bad_template`, `unknown_language` or `unknown_currency`.
    """
    composed = compose_message(facts, "email", override)
    pictures: list[Picture] = []
    shown: dict[int, list[Shown]] = defaultdict(list)
    for code in composed.codes[:MOST_PICTURES]:
        content = as_png(code.code)
        name = f"{hashlib.sha256(content).hexdigest()[:20]}@code"
        pictures.append(Picture(name, content))
        shown[code.behind].append(Shown(name, code.alt, code.caption, _SIDE))
    return WrittenMail(composed.subject, _with_foot(composed, facts), _html(composed, facts, shown), tuple(pictures))


def render_message(facts: MessageFacts, override: Override = nothing_overridden) -> tuple[str, str, str]:
    """Write the words of a mail: its subject, its plain text and its HTML. Raises as `render_mail`."""
    return render_mail(facts, override)[:3]


def render_letter(facts: MessageFacts, override: Override = nothing_overridden) -> bytes:
    """Write a reminder as a letter for a window envelope, as PDF. Raises as `render_message`."""
    composed = compose_message(facts, "letter", override)
    data = sheets.letter_sheet(facts, composed.language, composed.subject, composed.prose, composed.codes)
    return typeset("letter", data, facts.as_of)


def render_statement(facts: StatementFacts) -> bytes:
    """Write a statement of account, as PDF. Raises UserError `unknown_language` or `unknown_currency`."""
    return typeset("statement", sheets.statement_sheet(facts, speak(facts.language)), facts.as_of)


def render_invoice(facts: InvoiceFacts) -> bytes:
    """Write a summary of one invoice, which says that it is one, as PDF. Raises as `render_statement`."""
    return typeset("invoice", sheets.invoice_sheet(facts, speak(facts.language)), facts.as_of)


def render_call_sheet(facts: CallFacts, override: Override = nothing_overridden) -> bytes:
    """Write a call sheet for staff, as PDF. Raises as `render_message`."""
    goal, prose = compose_call(facts, override)
    return typeset("calls", sheets.call_sheet(facts, speak(facts.language), goal, prose), facts.as_of)


def _with_foot(composed: Composed, facts: MessageFacts) -> str:
    # The line of two dashes and a space is how mail readers know a signature.
    return "\n".join((composed.plain, "-- ", *_foot(facts), ""))


_SIDE = 180  # pixels on a screen: large enough for a telephone held to it, and not more than a narrow one shows


def _html(composed: Composed, facts: MessageFacts, shown: dict[int, list[Shown]]) -> str:
    return write_html(
        composed.prose,
        title=composed.subject,
        language=composed.language.tag,
        direction=composed.language.direction,
        company=facts.company.name,
        foot=_foot(facts),
        pictures=shown,
    )


def _foot(facts: MessageFacts) -> tuple[str, ...]:
    company = facts.company
    return tuple(filter(None, (company.name, ", ".join(company.address), company.phone, company.web)))
