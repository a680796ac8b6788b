"""The shipped texts as commands ask for them, and the check of a text that is to take the place of one."""

from dunwell.adapters.papers import shelf
from dunwell.adapters.papers.checking import TemplateProblem, check_template
from dunwell.adapters.papers.composing import compose_call_text, compose_text
from dunwell.adapters.papers.language import speak
from dunwell.adapters.papers.plain_mail import write_plain
from dunwell.adapters.papers.samples import sample_call, sample_message
from dunwell.adapters.papers.texts import parse_text, shipped_texts


def check(template: str, text: str, language: str) -> tuple[TemplateProblem, ...]:
    """List what is wrong with a text, be it that of a message or of a call. Raises UserError `unknown_language`."""
    calls = template in shipped_texts("calls", speak(language))
    return check_template(template, text, language, kind="calls" if calls else "messages")


def text_of(template: str, language: str) -> str:
    """Give the text of a template as it is shipped in a language; empty where there is none."""
    home = speak(language).home
    return shelf.text_of(home, "messages", template) or shelf.text_of(home, "calls", template) or ""


def names(language: str) -> list[str]:
    """Name the templates that are shipped in a language, those of calls last."""
    return [*shipped_texts("messages", speak(language)), *shipped_texts("calls", speak(language))]


def languages() -> tuple[str, ...]:
    """List the tags of the languages that have a folder."""
    return shelf.languages()


def as_read(template: str, text: str, language: str) -> tuple[str, str]:
    """Fill a text in for an invented customer: its subject, or a call's goal, and what it says.

    Raises UserError `bad_template` and `unknown_language`.
    """
    spoken = speak(language)
    if template in shipped_texts("calls", spoken):
        call = parse_text("calls", template, text)
        goal, prose = compose_call_text(call, sample_call(template, call.stage, spoken.tag), spoken)
        return goal, write_plain(prose)
    mail = parse_text("messages", template, text)
    composed = compose_text(mail, sample_message(template, mail.stage, spoken.tag), "email", spoken)
    return composed.subject, composed.plain
