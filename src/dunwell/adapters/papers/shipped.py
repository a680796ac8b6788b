"""The shipped texts as commands ask for them, and the check of a text that is to take the place of one."""

from dunwell.adapters.papers import shelf
from dunwell.adapters.papers.checking import TemplateProblem, check_template
from dunwell.adapters.papers.language import speak
from dunwell.adapters.papers.texts import shipped_texts


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
