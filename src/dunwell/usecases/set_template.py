"""Put a company's own text in the place of a shipped one. Looks at no words: what checks a text is handed in."""

from collections.abc import Callable, Sequence
from typing import Protocol

from dunwell.domain.errors import UserError
from dunwell.domain.roles import Verb
from dunwell.queries.bad_templates import MEND
from dunwell.usecases.work import Answer, Caller, Work, use_case

LONGEST_NAME = 60


class Problem(Protocol):
    """Something wrong with a text, as what checks texts tells it."""

    @property
    def severity(self) -> str:
        """Tell whether the text is `refused`, or is only doubtful."""
        ...

    @property
    def message(self) -> str:
        """Say what is wrong."""
        ...

    @property
    def way_out(self) -> str:
        """Say what to do."""
        ...

    @property
    def line(self) -> int | None:
        """Name the line, where there is one."""
        ...


Check = Callable[[str, str, str], Sequence[Problem]]
"""Lists what is wrong with a text, by template, text and language."""


def set_template(
    caller: Caller, check: Check, *, template: str, language: str, text: str, keep: bool = False
) -> Answer:
    """Set the text of a template in a language from now on; tasks to mend it are done thereby.

    A text that cannot be filled in is refused, or with `keep` kept until it is mended: steps of the template are held
    meanwhile (`bad_template`), and somebody is asked to mend it. Answers with what a person should look at. Raises
    UserError `bad_template`.
    """
    return _set(caller, check, template=template, language=language, text=text, keep=keep)


@use_case(Verb.TEMPLATE)
def _set(work: Work, check: Check, *, template: str, language: str, text: str, keep: bool) -> Answer:
    found = check(template, text, language)
    broken = next((each for each in found if each.severity == "refused"), None)
    if broken is not None and not keep:
        raise UserError(
            "bad_template",
            broken.message,
            broken.way_out,
            file=f"{template}.md",
            line=broken.line,
            field="template",
            value=template[:LONGEST_NAME],
        )
    work.note({"template": template[:LONGEST_NAME], "language": language, "broken": broken is not None})
    end_text(work, template, language)
    said = broken.message if broken else ""
    work.books.own_texts.create(template=template, language=language, text=text, problem=said, **work.stamp)
    mended = 0 if broken else mend(work, template)
    work.books.customers.review_all()
    doubts = [{"line": each.line, "message": each.message, "way_out": each.way_out} for each in found]
    return {"template": template, "language": language, "usable": broken is None, "mended": mended, "doubts": doubts}


def end_text(work: Work, template: str, language: str) -> int:
    """End the text that held until now, if the company had one of its own."""
    standing = work.books.own_texts.standing().filter(template=template, language=language)
    return int(standing.update(ended_on=work.today, ended_seq=work.seq))


def mend(work: Work, template: str) -> int:
    """Mark the tasks to mend a template as done."""
    tasks = work.books.tasks.open().filter(task=MEND, subject=template)
    work.books.customers.raise_versions(list(tasks.values_list("customer_id", flat=True)))
    return int(tasks.update(state="done", done_on=work.today, outcome="the text was set anew"))
