"""The week's figures as a mail to owners and finance, with the workbook beside, in the company's language.

Knows no schedule and no transport.
"""

from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from dunwell import wiring
from dunwell.domain.mail import Attachment
from dunwell.faces.workbench.insights import BENCHMARK
from dunwell.faces.workbench.words import FIGURES, KINDS
from dunwell.queries.measures import measures
from dunwell.queries.people import people
from dunwell.queries.reports import week_report
from dunwell.queries.reviews import review_facts
from dunwell.usecases.write_to_staff import Word, write_to_staff

READERS = {"owner", "finance"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def send_week(company: Any, day: date, workbook: bytes, at: datetime) -> int:
    """Send the week up to a day to owners and finance who have an address, and tell to how many."""
    readers = [each for each in people(company) if each["active"] and each["email"] and READERS & set(each["roles"])]
    file = Attachment(f"week-to-{day}.xlsx", workbook, XLSX)
    with translation.override(_spoken(company.language)):
        subject = _("%(company)s: the week to %(day)s") % {"company": company.name, "day": _day(company, day)}
        text = "\n".join(_lines(company, day))
    words = [
        Word(each["name"], each["email"], subject, text, f"week-{company.slug}", company.language, (file,))
        for each in readers
    ]
    return write_to_staff(company.slug, wiring.open_channel, words, at)


def _lines(company: Any, day: date) -> list[str]:
    """Tell the figures that matter, the line they are held against, and when somebody last looked."""
    spoken = wiring.language(company.language)
    lines = []
    for row in week_report(company, day).rows:
        about = f" ({KINDS.get(row['about'], row['about'])})" if row["about"] else ""
        number = "" if row["number"] is None else f" {row['number']}"
        minor = row["total_minor"]
        money = "" if minor is None else f" {spoken.money(minor, row['currency'])}"
        lines.append(f"{FIGURES[row['figure']]}{about}:{number}{money}")
    lines.append("")
    for code, found in measures(company, day).items():
        rate = next(each.value for each in found if each.name == "collection_rate")
        told = {"rate": _("n/a") if rate is None else f"{spoken.percent(f'{rate:.1f}')} %", "currency": code}
        told["line"] = f"{spoken.percent(BENCHMARK)} %"
        lines.append(_("Collection rate, %(currency)s: %(rate)s; the line is %(line)s") % told)
    last = next((each for each in review_facts(company, day) if each["what"] == "week"), None)
    seen = {"day": _day(company, date.fromisoformat(last["on"])), "by": last["by"]} if last and "on" in last else None
    lines += ["", _("Last looked at on %(day)s by %(by)s.") % seen if seen else _("Nobody has looked at one yet.")]
    return [*lines, _("Put on record that you did, on the page Reviews."), ""]


def _day(company: Any, day: date) -> str:
    return str(wiring.language(company.language).short_day(day))


def _spoken(tag: str) -> str:
    """Give the language of the screens for that of letters."""
    return {"sr-Latn": "sr-latn", "sr-Cyrl": "sr"}.get(tag, tag)
