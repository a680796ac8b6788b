"""The templates that somebody was asked to mend: no step is decided from them until the task is done. Reads only."""

from dunwell.data.books import Books
from dunwell.data.models import Company

MEND = "mend-template"


def bad_templates(company: Company) -> list[tuple[str, str]]:
    """Give pairs of template and language that cannot be filled in, for every language that customers read."""
    books = Books(company)
    names = set(books.tasks.open().filter(task=MEND).values_list("subject", flat=True))
    if not names:
        return []
    languages = set(books.customers.order_by().values_list("language", flat=True).distinct())
    return sorted((name, language) for name in names for language in languages)
