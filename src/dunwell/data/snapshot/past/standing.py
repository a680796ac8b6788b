"""Where a customer stood, who could be reached and what it had got, as the books knew it then."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import polars as pl

from dunwell.data.snapshot.customers import CHANNELS
from dunwell.data.snapshot.past import reads
from dunwell.data.snapshot.past.known import Known
from dunwell.data.snapshot.places import with_places
from dunwell.policy.facts import ApprovalRow, CustomerRow, DeliveredRow, MarkRow
from dunwell.policy.file import Policy
from dunwell.policy.plan import OVERDUE

_DAY = timedelta(days=1)
MarkKey = tuple[int, int, int, date, int, str]


@dataclass(frozen=True)
class Standing:
    """One customer on a past day. Its name, place, kind and language are those of today: they are not dated."""

    known: Known
    policy: Policy

    def row(self) -> CustomerRow:
        """Give the customer as the decision saw it."""
        known = self.known
        [customer] = known.all(reads.row_of)
        place = pl.DataFrame({name: [getattr(customer, name)] for name in ("country", "region", "kind", "law")})
        place_facts = with_places(place, known.company, known.as_of).row(0, named=True)
        change = self._last_change
        return CustomerRow(
            customer_id=customer.pk,
            version=customer.version,
            kind=customer.kind,
            language=customer.language,
            business_day=place_facts["business_day"],
            charge_verdict=place_facts["charge_verdict"],
            handed_over=bool(known.standing(reads.hand_overs, on="handed_on")),
            reply_waiting=bool(known.standing(reads.replies, on="received_on")),
            placed_stage=next((p.stage for p in known.standing(reads.placements)), None),
            episode_id=self.episode and self.episode.pk,
            stage=change and change.stage,
            floor=change and change.floor,
            stage_since=change and change.stage_since,
            told=self._told(),
            oldest_item_id=change and change.oldest_item_id,
            oldest_due=change and change.oldest_due,
            hold=bool(known.standing(reads.holds, on="placed_on")),
            last_charge_on=self._last_charge_on(),
            **self._pauses(),
            **self._reach(),
            **self._contacts(),
        )

    def marks(self) -> list[MarkRow]:
        """Give how far the slots of the running episode had gone."""
        newest: dict[MarkKey, int] = {}
        if self.episode:
            for m in self.known.standing(reads.marks, self.episode.pk):
                key = (m.customer_id, m.episode_id, m.item_id, m.due_date, m.opened, m.slot)
                newest[key] = max(newest.get(key, m.last_day), m.last_day)
        return [MarkRow(*key, last_day) for key, last_day in newest.items()]

    def delivered(self, step_ids: list[str]) -> list[DeliveredRow]:
        """Give the first deliveries of the steps from which others count."""
        first: dict[MarkKey, date] = {}
        for message in self._delivered:
            d = message.decision
            if self.episode and d.episode_id == self.episode.pk and d.step_id in step_ids:
                key = (d.customer_id, d.episode_id, d.item_id, d.due_date, d.opened, d.step_id)
                first[key] = min(first.get(key, message.delivered_on), message.delivered_on)
        return [DeliveredRow(*key, day) for key, day in first.items()]

    def approvals(self) -> list[ApprovalRow]:
        """Give the steps that a person had approved."""
        rows = self.known.all(reads.approvals)
        had = [a for a in rows if self.known.had(a.answered_seq or a.recorded_seq, a.answered_on or a.recorded_on)]
        return [ApprovalRow(*key) for key in {(a.customer_id, a.step_id, a.item_id, a.due_date) for a in had}]

    @cached_property
    def episode(self) -> Any:
        """Give the episode that was running, if one was."""
        return next(iter(self.known.standing(reads.episodes, on="began_on")), None)

    @cached_property
    def task_keys(self) -> dict[str, date]:
        """Give the keys of the tasks that there were, with the day they were raised."""
        return {task.key: task.raised_on for task in self.known.rows(reads.tasks, on="raised_on")}

    @cached_property
    def _last_change(self) -> Any:
        if not self.episode:
            return None
        changes = self.known.rows(reads.stage_changes, self.episode.pk, on="changed_on")
        return changes[-1]

    @cached_property
    def _delivered(self) -> list[Any]:
        messages = self.known.rows(reads.messages)
        return [message for message in messages if self.known.delivered(message)]

    def _told(self) -> bool:
        change = self._last_change
        return change is not None and any(
            m.decision.episode_id == self.episode.pk
            and m.decision.group == OVERDUE
            and m.decision.stage == change.stage
            and m.delivered_on >= change.stage_since
            for m in self._delivered
        )

    def _last_charge_on(self) -> date | None:
        if not self.episode:
            return None
        charges = self.known.rows(reads.charges, self.episode.pk, on="charged_on")
        return max((charge.charged_on for charge in charges), default=None)

    def _pauses(self) -> dict[str, Any]:
        """Tell whether a pause held, and the first day after the newest that had ended."""
        spans = []
        for pause in self.known.rows(reads.pauses, on="begun_on"):
            if pause.begun_on <= self.known.as_of:
                end = pause.until + _DAY
                spans.append((pause.begun_on, min(end, pause.ended_on) if self.known.ended(pause) else end))
        begun = {start for start, end in spans if start < end}
        # Where a new pause begins on the day on which the old one is over, no pause has ended: it was replaced.
        ended = [end for _, end in spans if end <= self.known.as_of and end not in begun]
        paused = any(end > self.known.as_of for _, end in spans)
        return {"paused": paused, "pause_ended_on": max(ended, default=None)}

    def _reach(self) -> dict[str, Any]:
        """Tell which channels reached the customer, and whether it was asked for a better address."""
        addresses = self.known.rows(reads.addresses)
        reach = {
            c: any(a.channel == c and not self.known.ended(a) and not self.known.bounced(a) for a in addresses)
            for c in CHANNELS
        }
        newest = {c: max((a.pk for a in addresses if a.channel == c), default=0) for c in CHANNELS}
        return {
            **{f"reach_{c}": reach[c] for c in CHANNELS},
            **{f"fix_asked_{c}": f"fix-contact:{c}:{newest[c]}" in self.task_keys for c in CHANNELS},
            "trace_on": self.task_keys.get(f"trace-address:{max(newest.values())}"),
        }

    def _contacts(self) -> dict[str, Any]:
        """Tell the last notices and calls, and the contacts in the window."""
        guards, as_of = self.policy.guards, self.known.as_of
        back = as_of - timedelta(days=max(guards.window_days, guards.min_gap_days))
        rows = self.known.rows(reads.contacts, back, as_of, on="as_of")
        days = {c: [d.as_of for d in rows if d.channel == c] for c in (*CHANNELS, "call")}
        overdue = {c: [d.as_of for d in rows if d.channel == c and d.group == OVERDUE] for c in CHANNELS}
        return {
            **{f"last_{c}_on": max(on, default=None) for c, on in days.items()},
            **{f"last_overdue_{c}_on": max(on, default=None) for c, on in overdue.items()},
            "contacts": sum(d.as_of > as_of - timedelta(days=guards.window_days) for d in rows),
        }
