"""The week's figures as a mail to owners and finance, with the workbook beside, in the company's language.

The words are those of the screens. Knows no schedule and no transport.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from dunwell.data.models import Company
from dunwell.domain.mail import Attachment
from dunwell.domain.measures import BENCHMARK
from dunwell.domain.roles import Role
from dunwell.ports import OpenChannel
from dunwell.queries.measures import measures
from dunwell.queries.people import people
from dunwell.queries.reports import week_report
from dunwell.queries.reviews import review_facts
from dunwell.usecases.write_to_staff import Word, write_to_staff

READERS = {Role.OWNER.value, Role.FINANCE.value}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SPOKEN = {"sr-Latn": "sr-latn", "sr-Cyrl": "sr"}
"""The names of the screens' languages, where they differ from those of letters."""
NAMES = {"email": "mail", "sms": "text message", "credit": "credit note"}
"""What the rows of a week are about, where the screens say it in other words."""

Speak = Callable[[str], Any]


def send_week(
    company: Company, day: date, workbook: bytes, *, open_channel: OpenChannel, speak: Speak, at: datetime
) -> int:
    """Send the week up to a day to owners and finance who have an address, and tell to how many it went.

    speak: gives how amounts, days and figures look in a language. Raises UserError `bad_channel`, `bad_address`.
    """
    readers = [each for each in people(company) if each["active"] and each["email"] and READERS & set(each["roles"])]
    file = Attachment(f"week-to-{day}.xlsx", workbook, XLSX)
    spoken = speak(company.language)
    with translation.override(SPOKEN.get(company.language, company.language)):
        subject = _("%(company)s: the week to %(day)s") % {"company": company.name, "day": spoken.short_day(day)}
        text = "\n".join(
            [*_figures(company, day, spoken), "", *_rates(company, day, spoken), "", *_seen(company, day, spoken)]
        )
    words = [
        Word(each["name"], each["email"], subject, text, f"week-{company.slug}", company.language, (file,))
        for each in readers
    ]
    return write_to_staff(company.slug, open_channel, words, at)


def _figures(company: Company, day: date, spoken: Any) -> list[str]:
    lines = []
    for row in week_report(company, day).rows:
        about = f" ({_(NAMES.get(row['about'], row['about']))})" if row["about"] else ""
        number = "" if row["number"] is None else f" {row['number']}"
        minor = row["total_minor"]
        money = "" if minor is None else f" {spoken.money(minor, row['currency'])}"
        lines.append(f"{_(row['figure'])}{about}:{number}{money}")
    return lines


def _rates(company: Company, day: date, spoken: Any) -> list[str]:
    """Hold the collection rate against the line, by currency."""
    lines = []
    for code, found in measures(company, day).items():
        rate = next(each.value for each in found if each.name == "collection_rate")
        told = {"rate": _("n/a") if rate is None else _percent(f"{rate:.1f}", spoken), "currency": code}
        told["line"] = _percent(BENCHMARK, spoken)
        lines.append(_("Collection rate, %(currency)s: %(rate)s; the line is %(line)s") % told)
    return lines


def _seen(company: Company, day: date, spoken: Any) -> list[str]:
    """Tell when somebody last looked, and where to say that one did."""
    last = next((each for each in review_facts(company, day) if each["what"] == "week"), None)
    if last is None:
        told = _("Nobody has looked at one yet.")
    else:
        on = spoken.short_day(date.fromisoformat(last["on"]))
        told = _("Last looked at on %(day)s by %(by)s.") % {"day": on, "by": last["by"]}
    return [told, _("Put on record that you did, on the page Reviews."), ""]


def _percent(number: str, spoken: Any) -> str:
    return f"{spoken.percent(number)} %"
