"""What a workbench that has just been opened does behind its pages, so that nobody's first click waits for it."""

from functools import partial

from dunwell import wiring
from dunwell.faces.workbench import behind
from dunwell.queries.companies import Company
from dunwell.queries.finding import know
from dunwell.queries.kept import is_large, kept_figures
from dunwell.usecases.keep_figures import EACH_DAY, make_figures
from dunwell.usecases.refresh_worklist import refresh_worklist


def open_up() -> None:
    """Begin to make ready what pages show of large books: names to search in, the worklist, the figures of the day."""
    behind.begin("opening", _begin_all)


def _begin_all() -> None:
    for company in Company.objects.order_by("id"):
        behind.begin(("names", company.pk), partial(know, company))
        if is_large(company):
            _begin_day(company)


def _begin_day(company: Company) -> None:
    at = wiring.now()
    today = wiring.today(company.zone, at)
    behind.begin(("worklist", company.pk), partial(refresh_worklist, company, today))
    for name in EACH_DAY:
        if kept_figures(company, name, today) is None:
            behind.begin((company.pk, name, today), partial(make_figures, company, name, today, at=at))
