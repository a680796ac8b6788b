"""When a plan may begin: what agreeing on one and proposing one ask alike."""

from datetime import date

from dunwell.domain.errors import RefusalCode, Refused
from dunwell.usecases.work import Work


def check_first_day(work: Work, first_on: date) -> None:
    """Refuse a first instalment on a day that has passed. Raises Refused `date_passed`."""
    if first_on < work.today:
        raise Refused(
            RefusalCode.DATE_PASSED,
            f"The first instalment is for {first_on}, and today is {work.today}",
            "Begin today or later",
            field="first_on",
            value=first_on,
        )
