"""What mails and letters say: the shipped texts and the company's own, changed with the outcome beside."""

from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dunwell import wiring
from dunwell.domain.errors import UserError
from dunwell.domain.roles import Verb
from dunwell.faces.workbench import notices
from dunwell.faces.workbench.access import ALL, doing, page
from dunwell.faces.workbench.desk import Desk
from dunwell.faces.workbench.frame import html_tag
from dunwell.queries.own_texts import own_texts, template_facts
from dunwell.usecases.remove_template import remove_template
from dunwell.usecases.set_template import set_template

LONGEST = 60_000


@page("templates", "texts/", ALL)
def templates(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the texts in a language: the shipped ones, and the company's own with what is wrong with one."""
    language = _language(request)
    own = {row["template"]: row for row in template_facts(desk.company) if row["language"] == language}
    around = {
        "rows": [{"template": name, "own": own.get(name)} for name in wiring.shipped_texts().names(language)],
        "language": language,
        "tags": _tags(),
        "section": "templates",
    }
    return render(request, "templates.html", around)


@page("template", "texts/<slug:template>/", ALL)
def template(request: HttpRequest, desk: Desk, template: str) -> HttpResponse:
    """Show a text with what it says to an invented customer; who may, changes it here."""
    language = _language(request)
    return _shown(request, desk, template, language, _text(desk, template, language))


@page("template-set", "texts/<slug:template>/set/", doing(Verb.TEMPLATE), ("POST",))
def change(request: HttpRequest, desk: Desk, template: str) -> HttpResponse:
    """Look at a text that was typed, keep it from now on, or let the shipped one hold again."""
    language, what = _language(request), request.POST.get("what", "")
    _text(desk, template, language)
    text = request.POST.get("text", "")[:LONGEST].replace("\r\n", "\n")
    try:
        if what == "remove":
            remove_template(desk.caller(Verb.TEMPLATE, request.POST.get("key")), template=template, language=language)
            notices.leave(request, _("The shipped text holds again."))
        elif what == "keep":
            answer = set_template(
                desk.caller(Verb.TEMPLATE, request.POST.get("key")),
                wiring.shipped_texts().check,
                template=template,
                language=language,
                text=text,
            )
            notices.leave(
                request, _("It is sent from now on."), " · ".join(each["message"] for each in answer["doubts"])
            )
        else:
            return _shown(request, desk, template, language, text)
    except UserError as fault:
        return _shown(request, desk, template, language, text, refused=fault, status=422)
    return redirect("templates", desk.company.slug)


def _shown(
    request: HttpRequest,
    desk: Desk,
    template: str,
    language: str,
    text: str,
    *,
    refused: UserError | None = None,
    status: int = 200,
) -> HttpResponse:
    subject = said = ""
    texts = wiring.shipped_texts()
    # What is shipped has been looked at with every customer there can be: that takes longer than the rest of the page.
    shipped = text == texts.text_of(template, language)
    problems: list[Any] = [] if shipped else list(texts.check(template, text, language))
    if not any(each.severity == "refused" for each in problems):
        subject, said = texts.as_read(template, text, language)
    elif status == 200 and request.method == "POST" and not getattr(request, "htmx", False):
        status = 422
    around = {
        "template": template,
        "language": language,
        "text": text,
        "tags": _tags(),
        "own": (template, language) in own_texts(desk.company),
        "subject": subject,
        "said": said,
        "problems": problems,
        "refused": refused if refused and not problems else None,
        "may": desk.may(Verb.TEMPLATE),
        "key": uuid4().hex,
        "section": "templates",
    }
    name = "parts/outcome.html" if getattr(request, "htmx", False) else "template.html"
    return render(request, name, around, status=status)


def _text(desk: Desk, template: str, language: str) -> str:
    """Give the text that holds now; a name that nothing bears is not there."""
    if template not in wiring.shipped_texts().names(language):
        raise Http404
    own = own_texts(desk.company).get((template, language))
    return own if own is not None else str(wiring.shipped_texts().text_of(template, language))


def _tags() -> list[str]:
    return list(wiring.shipped_texts().languages())


def _language(request: HttpRequest) -> str:
    """Give the language that was chosen, else the reader's."""
    asked = request.POST.get("language") or request.GET.get("language") or html_tag(get_language() or "en")
    tags = _tags()
    return asked if asked in tags else "en"
