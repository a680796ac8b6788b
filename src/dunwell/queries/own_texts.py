"""A company's own texts of templates, by template and language. Reads only; the words are not looked at."""

from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company


def own_texts(company: Company) -> dict[tuple[str, str], str]:
    """Give the texts that hold now, by template and language tag; those with a mistake too: nothing goes out by them.

    What renders a message finds the mistake again, and cancels the message with `bad_template`.
    """
    rows = Books(company).own_texts.standing().values_list("template", "language", "text")
    return {(template, language): text for template, language, text in rows}


def broken_texts(company: Company) -> list[tuple[str, str]]:
    """Give template and language of the texts that cannot be used until somebody has mended them."""
    rows = Books(company).own_texts.standing().exclude(problem="").order_by("template", "language")
    return list(rows.values_list("template", "language"))


def template_facts(company: Company) -> list[dict[str, Any]]:
    """List the company's own texts for a screen or `--json`: since when, and what is wrong with one."""
    rows = Books(company).own_texts.standing().order_by("template", "language")
    return [
        {
            "template": row.template,
            "language": row.language,
            "since": row.recorded_on.isoformat(),
            "problem": row.problem,
        }
        for row in rows
    ]
