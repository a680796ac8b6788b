"""Take a company's own text away: the shipped one holds again. What was sent by it stays as it was sent."""

from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.usecases.set_template import end_text, mend
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.TEMPLATE)
def remove_template(work: Work, *, template: str, language: str) -> Answer:
    """Let the shipped text of a template hold again in a language. Raises Refused `unknown_template`."""
    if not work.books.own_texts.standing().filter(template=template, language=language).exists():
        raise Refused(
            RefusalCode.UNKNOWN_TEMPLATE,
            f"The company has no text of its own for {template} in {language}",
            "Choose one that `dunwell template list` shows",
            field="template",
            value=template,
        )
    work.note({"template": template, "language": language, "removed": True})
    end_text(work, template, language)
    mended = mend(work, template)
    work.books.customers.review_all()
    return {"template": template, "language": language, "mended": mended}
