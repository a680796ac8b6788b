"""Codes of the books as words on a page, in the reader's language. A code nobody has given words is shown as it is.

Knows no page.
"""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from dunwell import wiring
from dunwell.domain.reasons import MEANINGS, Reason
from dunwell.faces.workbench.frame import html_tag
from dunwell.faces.workbench.signs import SIGNS

register = template.Library()

STAGES = {
    "past-due": _("past due"),
    "late": _("late"),
    "delinquent": _("delinquent"),
    "account-hold": _("account on hold"),
    "litigation": _("before court"),
}
TONES = {"past-due": "text-info", "late": "text-warning", "delinquent": "text-warning"}
ROLES = {
    "owner": _("owner"),
    "finance": _("finance"),
    "collections": _("collections"),
    "sales": _("sales"),
    "service": _("service"),
    "counsel": _("counsel"),
    "auditor": _("auditor"),
}
KINDS = {
    "email": _("mail"),
    "letter": _("letter"),
    "sms": _("text message"),
    "business": _("business"),
    "consumer": _("consumer"),
    "public": _("public body"),
    "invoice": _("invoice"),
    "opening": _("opening balance"),
    "fee": _("charge"),
    "payment": _("payment"),
    "credit": _("credit note"),
    "refund": _("refund"),
    "chargeback": _("chargeback"),
    "recovery": _("recovery"),
    "promise": _("promise"),
    "plan": _("plan"),
    "task": _("task"),
    "call": _("call"),
}
STATES = {
    "open": _("open"),
    "kept": _("kept"),
    "broken": _("broken"),
    "replaced": _("replaced"),
    "withdrawn": _("withdrawn"),
    "closed": _("closed"),
    "upheld": _("upheld"),
    "rejected": _("rejected"),
    "settled": _("settled"),
    "planned": _("decided"),
    "rendered": _("ready"),
    "claimed": _("being sent"),
    "sending": _("being sent"),
    "sent": _("on its way"),
    "delivered": _("delivered"),
    "bounced": _("came back"),
    "in_doubt": _("in doubt"),
    "failed": _("not sent yet"),
    "cancelled": _("cancelled"),
    "done": _("done"),
    "asked": _("asked"),
    "granted": _("granted"),
    "refused": _("refused"),
    "lapsed": _("lapsed"),
    "read": _("read"),
    "unread": _("unread"),
    "waiting": _("waiting"),
    "proposed": _("proposed"),
    "declined": _("declined"),
    "standing": _("standing"),
    "ended": _("ended"),
}
STORIES = {
    "message": _("Messages"),
    "call": _("Calls"),
    "payment": _("Payments"),
    "promise": _("Promises"),
    "dispute": _("Disputes"),
    "reply": _("Replies"),
    "stop": _("Stops"),
    "task": _("Tasks"),
    "invoice": _("Invoices"),
}
STOPS = {
    "pause": _("paused"),
    "hold": _("account on hold"),
    "hand-over": _("handed over"),
    "reply": _("a reply is unread"),
    "under-way": _("a payment is under way"),
}
TEMPLATES = {
    "upcoming": _("Payment in a week"),
    "due-soon": _("Payment in two days"),
    "just-overdue": _("First reminder"),
    "polite-inquiry": _("Polite inquiry"),
    "late-notice": _("Late notice"),
    "ask-when": _("Ask when it comes"),
    "delinquent": _("Reminder, past 30 days"),
    "ask-for-payment": _("Ask for payment"),
    "on-hold": _("Account on hold"),
    "demand-payment": _("Demand payment"),
    "suspend-services": _("Suspend services"),
    "cancel-services": _("Cancel services"),
    "final-warning": _("Final warning"),
    "fourteen-days": _("Fourteen days' notice"),
    "instalment-due": _("An instalment is near"),
    "instalment-missed": _("An instalment was not seen"),
    "dispute-rejected": _("Answer to a dispute"),
    "plan-proposed": _("Proposal of a plan"),
    "final-call": _("Final call"),
    "hand-over": _("Hand over"),
    "allocate": _("Allocate money"),
    "credit-note": _("Issue a credit note"),
    "broken-promise": _("A promise is broken"),
    "broken-plan": _("A plan is broken"),
    "fix-contact": _("Mend an address"),
    "trace-address": _("Find an address"),
    "mend-template": _("Mend a text"),
    "read-reply": _("Read a reply"),
    "reply": _("Reply"),
    "promise": _("Promise"),
    "plan": _("Plan"),
    "pause": _("Paused"),
    "hold": _("Account on hold"),
    "hold-released": _("Hold released"),
    "handed-over": _("Handed over"),
    "recalled": _("Recalled"),
    **{name: words for name, words in KINDS.items() if name not in ("promise", "plan")},
}
CHANNELS = {
    "email": ("mail", _("mail")),
    "letter": ("letter", _("letter")),
    "sms": ("phone", _("text message")),
    "call": ("phone", _("call")),
    "task": ("check", _("task")),
    "message": ("mail", _("message")),
    "payment": ("coins", _("payment")),
    "promise": ("handshake", _("promise")),
    "dispute": ("scales", _("dispute")),
    "reply": ("mail", _("reply")),
    "stop": ("pause", _("stop")),
    "invoice": ("letter", _("invoice")),
}
REASONS: dict[str, Any] = {
    "handed_over": _("handed over to an agency or to counsel"),
    "covered_by_credit": _("its own money covers what is past due"),
    "disputed": _("all that is past due is disputed"),
    "promise_open": _("a promise covers it"),
    "plan_on_track": _("a plan covers it, and is kept"),
    "payment_under_way": _("a payment is under way"),
    "below_minimum": _("too little to write about"),
    "stale_cash": _("the newest payment in the books is too old"),
    "reply_waiting": _("a reply has not been read"),
    "paused": _("paused by a person"),
    "no_contact": _("no working address"),
    "too_soon": _("the last message was too few days ago"),
    "too_many": _("enough messages for this month"),
    "not_a_business_day": _("no business day there"),
    "bad_template": _("the text cannot be filled in"),
    "awaiting_approval": _("waits for a person's yes"),
    "outside_hours": _("too early or too late there"),
    "nothing_owed": _("nothing is owed"),
    "nothing_due": _("no step falls due"),
    "charge_not_lawful": _("the charge is not lawful there"),
}
BEHIND = {
    "open": _("open"),
    "sales": _("sales"),
    "current": _("not past due"),
    "before": _("open before"),
    "received": _("received"),
    "due": _("fell due"),
    "kept": _("kept"),
    "given": _("promised"),
}
FIGURES = {
    "open": _("open"),
    "past due": _("past due"),
    "went out": _("went out"),
    "did not go out": _("did not go out"),
    "promised": _("promised"),
    "promises kept": _("promises kept"),
    "promises broken": _("promises broken"),
    "collected": _("collected"),
}
REWARDS = {"discount": _("discount"), "terms": _("better terms"), "thanks": _("thanks")}
DEBTORS = {
    "cannot-pay": _("wants to pay, and cannot"),
    "delays": _("could pay, and delays"),
    "avoids": _("avoids paying"),
}
SENDERS = {
    "email_smtp": _("through a mail server"),
    "email_files": _("as files, for another program to send"),
    "letters": _("as papers to print"),
}
JOBS = {
    "check": _("check that the books hold"),
    "run": _("decide the day"),
    "digest": _("the morning's digest by mail"),
    "seal": _("seal the journal"),
    "backup": _("write a backup"),
    "weekly-report": _("write the week's report"),
}
SORTED_BY = {
    "score": _("points"),
    "overdue": _("amount past due"),
    "oldest": _("age"),
    "name": _("name"),
}


def _known(words: dict[str, Any], code: Any) -> str:
    text = str(code or "")
    return str(words.get(text, text.replace("-", " ").replace("_", " ")))


for _name, _words in (
    ("stage", STAGES),
    ("role", ROLES),
    ("kind", KINDS),
    ("state", STATES),
    ("story", STORIES),
    ("stop", STOPS),
    ("template", TEMPLATES),
    ("behind", BEHIND),
    ("job", JOBS),
    ("reward", REWARDS),
    ("debtor", DEBTORS),
    ("sender", SENDERS),
    ("figure_name", FIGURES),
):
    register.filter(_name, lambda code, words=_words: _known(words, code))


@register.filter
def reason(code: str) -> str:
    """Say a reason in a few words."""
    return _known(REASONS, code)


@register.filter
def meaning(code: str) -> str:
    """Say a reason in a sentence, as the books have it."""
    return MEANINGS[Reason(code)] if code else ""


@register.filter
def tone(stage_code: str) -> str:
    """Choose the colour of a stage: calm at first, warm later, red from account hold on."""
    return TONES.get(stage_code, "text-error")


@register.filter
def country(code: str) -> str:
    """Name a country in the reader's language."""
    names = wiring.language(html_tag(get_language() or "en")).locale.territories
    return str(names.get(code, code))


@register.filter
def tongue(tag: str) -> str:
    """Name a language in the reader's language."""
    names = wiring.language(html_tag(get_language() or "en")).locale.languages
    return str(names.get(tag.partition("-")[0], tag))


@register.filter(name="html_tag")
def html_tag_of(code: str) -> str:
    """Write a language as HTML does."""
    return html_tag(code)


@register.simple_tag
def channel(code: str) -> SafeString:
    """Draw by which way something went, and name it to those who hear the page."""
    drawn, words = CHANNELS.get(code, ("info", code))
    return format_html(
        '<span class="inline-flex items-center" title="{}"><svg class="size-4 shrink-0" viewBox="0 0 24 24" '
        'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" '
        'aria-hidden="true">'
        '{}</svg><span class="sr-only">{}</span></span>',
        words,
        SIGNS[drawn],
        words,
    )


@register.simple_tag
def urgency(code: str, row: dict[str, Any]) -> str:
    """Say what some of a customer's points are for."""
    match code:
        case "age":
            days = max(0, row["days"])
            return ngettext("%(days)s day past due", "%(days)s days past due", days) % {"days": days}
        case "amount":
            return str(_("the amount, among all in its currency"))
        case "due":
            return str(_("a step is due"))
        case "waits":
            return str(_("something waits for a person"))
        case "broken":
            return str(_("broke its word lately"))
        case "stopped":
            return str(_("nothing may be done now"))
    return code
