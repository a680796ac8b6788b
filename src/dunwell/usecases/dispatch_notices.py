"""Send what was decided: make it, look at each customer again, hand it over, and write down what came of it.

Each of these is a transaction of its own, so that a dispatcher may die anywhere and nothing is sent twice. Any number
of dispatchers may work at once. Planning never waits for this. Knows no transport.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from django.db import transaction

from dunwell.data.books import Books
from dunwell.data.outbox import leases
from dunwell.data.outbox.leases import Claim
from dunwell.domain.post import ACTIVE_CHANNELS, Outcome, Outgoing, Result
from dunwell.ports import Channel, Papers, Post
from dunwell.queries.letterhead import channel_settings
from dunwell.queries.restorations import sending_is_off
from dunwell.usecases.render_messages import render_messages
from dunwell.usecases.sending.handing_over import Batch
from dunwell.usecases.sending.outcomes import GONE, LEASE_LOST, LeaseLost, record_gone, record_outcome, stop_channel
from dunwell.usecases.sending.taking import take
from dunwell.usecases.work import Answer, Caller, find_company

NOBODY_ANSWERED = timedelta(minutes=5)
BEAT = leases.LEASE / 3
NOBODY = "nobody_answered"
NO_LIMIT = 1_000_000
FRUITLESS = 3  # rounds in a row that claim and send nothing, because their customers change all the time


def dispatch_notices(
    caller: Caller, post: Post, papers: Papers, *, limit: int | None = None, channels: Sequence[str] = ACTIVE_CHANNELS
) -> Answer:
    """Send the messages that may go now, at most `limit` of them on each channel.

    Answers by channel: how many of each outcome, what was cancelled and why, what was put off until when, what still
    waits, and whether the channel stands still. Called dry it makes and looks at everything, and sends nothing.
    Raises Refused `not_allowed` and `unknown_company`.
    """
    caller = replace(caller, key=None)
    return {
        "channels": {
            name: _Dispatch(caller, post, papers, name, NO_LIMIT if limit is None else limit).go() for name in channels
        }
    }


@dataclass
class _Dispatch:
    """One channel of one company at work."""

    caller: Caller
    post: Post
    papers: Papers
    name: str
    limit: int
    counts: Counter[str] = field(default_factory=Counter)
    cancelled: dict[str, str] = field(default_factory=dict)
    put_off: dict[str, str] = field(default_factory=dict)
    stopped: dict[str, str] | None = None
    limited: bool = False

    def __post_init__(self) -> None:
        self.company = find_company(self.caller.company)
        self.books = Books(self.company)
        self.settings = channel_settings(self.company, self.name)

    def go(self) -> Answer:
        """Work until nothing more may go now."""
        standing = self.books.channel_settings.standing().filter(channel=self.name).first()
        if off := sending_is_off(self.company):
            self.stopped = off
        elif standing is not None and standing.stopped_reason:
            self.stopped = {"reason": standing.stopped_reason, "said": standing.stopped_said}
        elif self.caller.dry:
            self._try_dry()
        else:
            self._work()
        return self._told()

    def _work(self) -> None:
        lost = leases.take_over(self.books, self.post.clock())
        self.counts[Result.IN_DOUBT] += len(lost)
        channel = self.post.open_channel(self.company.slug, self.settings)
        number, most = self.books.messages.outbox().filter(channel=self.name).count(), self.limit
        for claims in self._rounds(channel):
            self.limit -= self._send(channel, claims)
            self.post.told(self.name, most - self.limit, number)

    def _try_dry(self) -> None:
        """Make and look at everything within one transaction that is undone."""
        self.caller = replace(self.caller, dry=False)
        channel = self.post.open_channel(self.company.slug, self.settings)
        with transaction.atomic():
            for claims in self._rounds(channel):
                self.counts["would_send"] += len(claims)
                self.limit -= len(claims)
            transaction.set_rollback(True)

    def _rounds(self, channel: Channel) -> Iterator[list[Claim]]:
        """Make and claim messages, a batch at a time, until nothing moves any more."""
        fruitless = 0
        while self._goes_on() and fruitless < FRUITLESS:
            made = self._make(channel)
            taken = self._take(channel)
            claims = [Claim(int(pk), self.post.holder, fence) for pk, fence in taken["claimed"].items()]
            before = self.limit
            yield claims
            if not (claims or made or taken["cancelled"] or taken["put_off"] or taken["readdressed"]):
                return
            fruitless = fruitless + 1 if claims and self.limit == before else 0

    def _goes_on(self) -> bool:
        return self.limit > 0 and self.stopped is None and not self.counts[NOBODY] and not self.post.stops()

    def _make(self, channel: Channel) -> int:
        limit = min(channel.batch, self.limit)
        made = render_messages(self._now(), self.papers, channels=[self.name], limit=limit)
        self.cancelled |= made["cancelled"]
        return len(made["rendered"]) + len(made["cancelled"])

    def _take(self, channel: Channel) -> dict[str, Any]:
        taken = take(
            self._now(),
            self.settings,
            channel=self.name,
            holder=self.post.holder,
            limit=min(channel.batch, self.limit),
            keeps_hours=channel.keeps_hours,
        )
        self.cancelled |= taken["cancelled"]
        self.put_off |= taken["put_off"]
        self.limited = taken["limited"]
        return taken

    def _send(self, channel: Channel, claims: list[Claim]) -> int:
        """Hand over what was claimed; what was drawn and never answered for is in doubt, the rest is let go."""
        if not claims:
            return 0
        turn = _Turn(Batch(self.company, [claim.number for claim in claims], self.settings), claims)
        answered = 0
        try:
            with closing(channel.send(self._drawn(turn))) as outcomes:
                for outcome in outcomes:
                    claim = turn.drawn.get(outcome.number)
                    self._settled(claim, turn, outcome)
                    # Only now: what could not be written down is in doubt too.
                    answered += turn.drawn.pop(outcome.number, None) is not None
        finally:
            for claim in turn.drawn.values():
                self._record(claim, Outcome(claim.number, Result.IN_DOUBT, "no_answer"))
            if turn.begun is not None:  # marked ahead, and never drawn
                leases.put_back(self.books, turn.begun)
            leases.let_go(self.books, claims)
        return answered

    def _drawn(self, turn: "_Turn") -> Iterator[Outgoing]:
        """Give messages one by one, each marked as being sent just before."""
        beat = self.post.clock()
        while not self.post.stops() and (claim := turn.next()) is not None:
            at = self.post.clock()
            if at - beat > BEAT:
                leases.keep_alive(self.books, self.post.holder, at)
                beat = at
            message = turn.batch.ready(claim.number)
            if turn.begun == claim or leases.begin(self.books, claim, at):
                turn.begun = None
                turn.drawn[claim.number] = claim
                yield message

    def _settled(self, claim: Claim | None, turn: "_Turn", outcome: Outcome) -> None:
        """Write an outcome down: of a message, or of the channel as a whole."""
        claims = turn.claims
        if claim is not None and outcome.result in GONE:
            self._gone(claim, turn, outcome)
        elif claim is not None:
            self._record(claim, outcome)
        elif outcome.result is Result.RETRY:
            leases.let_go(self.books, claims, self.post.clock() + NOBODY_ANSWERED)
            self.counts[NOBODY] += 1
        if outcome.result is Result.STOPPED and self.stopped is None:
            self._stop(claims[0] if claim is None else claim, outcome)

    def _gone(self, claim: Claim, turn: "_Turn", outcome: Outcome) -> None:
        """Write down that a message went out and, in the same transaction, that the next one is being sent.

        One commit a message instead of two; and still no more than one is being sent at any moment.
        """
        now, following = self._now(), turn.ahead()
        result = outcome.result.value
        try:
            with transaction.atomic():
                record_gone(self.company, now, turn.batch.messages[claim.number], claim, outcome)
                if following is not None and leases.begin(self.books, following, now.at):
                    turn.begun = following
        except LeaseLost:
            turn.begun, result = None, LEASE_LOST
        self.counts[result] += 1

    def _record(self, claim: Claim, outcome: Outcome) -> None:
        written = record_outcome(self._now(), claim, outcome)
        self.counts[str(written["result"])] += 1

    def _stop(self, claim: Claim, outcome: Outcome) -> None:
        customer = self.books.messages.select_related("customer").get(pk=claim.number).customer.ref
        stop_channel(self._now(), channel=self.name, code=outcome.code, said=outcome.said, customer=customer)
        self.stopped = {"reason": outcome.code, "said": outcome.said}

    def _now(self) -> Caller:
        return replace(self.caller, at=self.post.clock())

    def _told(self) -> dict[str, Any]:
        waiting = self.books.messages.outbox().filter(channel=self.name)
        return {
            "results": {name: number for name, number in sorted(self.counts.items()) if number},
            "cancelled": self.cancelled,
            "put_off": self.put_off,
            "waiting": waiting.count(),
            "limited": self.limited,
            "stopped": self.stopped,
        }


@dataclass
class _Turn:
    """A batch on its way: what is still to come, what was marked ahead, what was drawn and not yet answered for."""

    batch: Batch
    claims: list[Claim]
    begun: Claim | None = None
    drawn: dict[int, Claim] = field(default_factory=dict)
    place: int = 0

    def next(self) -> Claim | None:
        """Give whose turn it is."""
        found = self.ahead()
        self.place += 1
        return found

    def ahead(self) -> Claim | None:
        """Name whose turn is next."""
        return self.claims[self.place] if self.place < len(self.claims) else None
