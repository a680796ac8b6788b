"""The templates that somebody has to mend: no step is decided from them until then. Reads only.

They are those of which a task says so, and the company's own texts that cannot be used.
"""

from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.queries.own_texts import broken_texts

MEND = "mend-template"


def bad_templates(company: Company) -> list[tuple[str, str]]:
    """Give pairs of template and language that cannot be filled in, for every language that customers read."""
    books = Books(company)
    asked = set(books.tasks.open().filter(task=MEND).values_list("subject", flat=True))
    broken = broken_texts(company)
    if not asked and not broken:
        return []
    languages = set(books.customers.order_by().values_list("language", flat=True).distinct())
    found = {(name, language) for name in asked for language in languages}
    found |= {(name, language) for name, tag in broken for language in languages if _speaks(language, tag)}
    return sorted(found)


def _speaks(language: str, tag: str) -> bool:
    """Tell whether a text in a language is read by customers of another: nl is, by those of nl-BE."""
    return f"{language}-".startswith(f"{tag}-")
