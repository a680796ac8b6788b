"""Reports: aging, worklist, run, week, trends. Each is a Report: facts with keys, and its sheet's columns. Reads only.

A handful of queries each, whatever the number of customers.
"""

from dunwell.queries.reports.aged import aging_report
from dunwell.queries.reports.behind import behind_report
from dunwell.queries.reports.report import Report
from dunwell.queries.reports.run import run_report
from dunwell.queries.reports.trend import trend_facts, trend_report
from dunwell.queries.reports.week import week_report
from dunwell.queries.reports.worklist import worklist

__all__ = [
    "Report",
    "aging_report",
    "behind_report",
    "run_report",
    "trend_facts",
    "trend_report",
    "week_report",
    "worklist",
]
