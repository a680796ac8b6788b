"""Messages and papers for customers and staff: words from `locale`, mails as text and HTML, papers as PDF by Typst.

What others call stands below; the rest of this package is how it is done.
"""

from dunwell.adapters.papers.checking import TemplateProblem, check_template
from dunwell.adapters.papers.language import choose_language, languages
from dunwell.adapters.papers.render import (
    render_call_sheet,
    render_invoice,
    render_letter,
    render_mail,
    render_message,
    render_statement,
)
from dunwell.adapters.papers.stamping import stamp_copy
from dunwell.adapters.papers.standing import render_charge_note, terms_html, terms_pdf, terms_text
from dunwell.adapters.papers.texts import BadTemplate, Override

__all__ = [
    "BadTemplate",
    "Override",
    "TemplateProblem",
    "check_template",
    "choose_language",
    "languages",
    "render_call_sheet",
    "render_charge_note",
    "render_invoice",
    "render_letter",
    "render_mail",
    "render_message",
    "render_statement",
    "stamp_copy",
    "terms_html",
    "terms_pdf",
    "terms_text",
]
