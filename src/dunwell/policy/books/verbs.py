"""Reading the verbs of a book, each from the words after it.

The form of each verb stands in its reader's docstring, as in docs/books.md. Does not know whether a customer or an
invoice that is named exists.
"""

from collections.abc import Callable

from dunwell.policy.books import statements as say
from dunwell.policy.books.agreeing import HOW_PAID, READERS
from dunwell.policy.books.customers import read_customer
from dunwell.policy.books.statements import Place
from dunwell.policy.books.words import Words


def read_statement(words: Words, place: Place) -> say.Statement:
    """Read a verb and its words to the end of the line."""
    verb = words.take("a verb")
    if verb.quoted or verb.text not in _READERS:
        raise words.unknown(verb, "a verb", [*_READERS])
    statement = _READERS[verb.text](words, place)
    words.end()
    return statement


def _invoice(words: Words, place: Place) -> say.Statement:
    """invoice ID CUSTOMER AMOUNT [due DATE]"""
    name, customer, amount = words.text("an invoice number"), words.text("a customer"), words.amount()
    due_date = words.date("the due date") if words.skip("due") else None
    return say.Invoice(name=name, customer=customer, amount=amount, due_date=due_date, **place)


def _credit(words: Words, place: Place) -> say.Statement:
    """credit ID CUSTOMER AMOUNT [for INVOICE]"""
    name, customer, amount = words.text("a credit number"), words.text("a customer"), words.amount()
    invoice = words.text("an invoice") if words.skip("for") else None
    return say.Credit(name=name, customer=customer, amount=amount, invoice=invoice, **place)


def _payment(words: Words, place: Place) -> say.Statement:
    """payment CUSTOMER AMOUNT [ref TEXT]"""
    return say.Payment(customer=words.text("a customer"), amount=words.amount(), ref=_ref(words), **place)


def _refund(words: Words, place: Place) -> say.Statement:
    """refund CUSTOMER AMOUNT [ref TEXT]"""
    return say.Refund(customer=words.text("a customer"), amount=words.amount(), ref=_ref(words), **place)


def _chargeback(words: Words, place: Place) -> say.Statement:
    """chargeback CUSTOMER AMOUNT ref TEXT"""
    customer, amount = words.text("a customer"), words.amount()
    words.literal("ref")
    return say.Chargeback(customer=customer, amount=amount, ref=words.text("a reference"), **place)


def _ref(words: Words) -> str | None:
    return words.text("a reference") if words.skip("ref") else None


def _under_way(words: Words, place: Place) -> say.Statement:
    """under-way CUSTOMER AMOUNT for INVOICE · under-way failed INVOICE"""
    if words.rest() == 2 and words.skip("failed"):
        return say.UnderWayFailed(invoice=words.text("an invoice"), **place)
    customer, amount = words.text("a customer"), words.amount()
    words.literal("for")
    return say.UnderWay(customer=customer, amount=amount, invoice=words.text("an invoice"), **place)


def _promise(words: Words, place: Place) -> say.Statement:
    """promise CUSTOMER AMOUNT on DATE [METHOD N [in-hand]] [by "NAME"]"""
    customer, amount = words.text("a customer"), words.amount()
    words.literal("on")
    promised_date = words.date("the promised date")
    method = next((each for each in HOW_PAID if words.skip(each)), None)
    number = words.text("its number") if method else None
    in_hand = words.skip("in-hand") if method == "cheque" else False
    said_by = words.text("who said it") if words.skip("by") else None
    return say.Promise(
        customer=customer,
        amount=amount,
        promised_date=promised_date,
        method=method,
        number=number,
        in_hand=in_hand,
        said_by=said_by,
        **place,
    )


def _withdraw(words: Words, place: Place) -> say.Statement:
    """withdraw CUSTOMER"""
    return say.Withdraw(customer=words.text("a customer"), **place)


def _dispute(words: Words, place: Place) -> say.Statement:
    """dispute INVOICE [AMOUNT] [code CODE] ["reason"]"""
    invoice = words.text("an invoice")
    amount = words.amount() if words.at_amount() else None
    code = words.text("a reason code") if words.skip("code") else None
    return say.Dispute(invoice=invoice, amount=amount, code=code, reason=words.text_or_none("a reason"), **place)


def _resolve(words: Words, place: Place) -> say.Statement:
    """resolve INVOICE upheld [AMOUNT]|rejected ["reason"]"""
    invoice = words.text("an invoice")
    verdict = words.choice(("upheld", "rejected"), "upheld or rejected")
    amount = words.amount() if verdict == "upheld" and words.at_amount() else None
    return say.Resolve(invoice=invoice, verdict=verdict, amount=amount, reason=words.text_or_none("a reason"), **place)


def _pause(words: Words, place: Place) -> say.Statement:
    """pause CUSTOMER until DATE ["reason"]"""
    customer = words.text("a customer")
    words.literal("until")
    until_date = words.date("the last day of the pause")
    return say.Pause(customer=customer, until_date=until_date, reason=words.text_or_none("a reason"), **place)


def _resume(words: Words, place: Place) -> say.Statement:
    """resume CUSTOMER"""
    return say.Resume(customer=words.text("a customer"), **place)


def _extend(words: Words, place: Place) -> say.Statement:
    """extend INVOICE to DATE"""
    invoice = words.text("an invoice")
    words.literal("to")
    return say.Extend(invoice=invoice, due_date=words.date("the new due date"), **place)


def _plan(words: Words, place: Place) -> say.Statement:
    """plan CUSTOMER INVOICE… N x AMOUNT monthly|weekly from DATE [interest P] [accelerates]"""
    customer = words.text("a customer")
    invoices = [words.text("an invoice")]
    while not _at_count(words):
        invoices.append(words.text("an invoice, or the number of instalments such as 3 x 100.00 EUR"))
    count = int(words.text("the number of instalments"))
    words.literal("x")
    amount, every = words.amount(), words.choice(("monthly", "weekly"), "monthly or weekly")
    words.literal("from")
    first_date = words.date("the date of the first instalment")
    interest = words.text("a percentage a year") if words.skip("interest") else None
    accelerates = words.skip("accelerates")
    return say.Plan(
        customer=customer,
        invoices=tuple(invoices),
        count=count,
        amount=amount,
        every=every,
        first_date=first_date,
        interest=interest,
        accelerates=accelerates,
        **place,
    )


def _at_count(words: Words) -> bool:
    count, times = words.peek(), words.peek(1)
    return count is not None and times is not None and count.text.isdecimal() and times.text == "x"


def _waive(words: Words, place: Place) -> say.Statement:
    """waive CUSTOMER fee AMOUNT ["reason"]"""
    customer = words.text("a customer")
    words.literal("fee")
    return say.Waive(customer=customer, amount=words.amount(), reason=words.text_or_none("a reason"), **place)


def _write_off(words: Words, place: Place) -> say.Statement:
    """write-off INVOICE ["reason"]"""
    return say.WriteOff(invoice=words.text("an invoice"), reason=words.text_or_none("a reason"), **place)


def _hand_over(words: Words, place: Place) -> say.Statement:
    """hand-over CUSTOMER agency|counsel"""
    customer = words.text("a customer")
    return say.HandOver(customer=customer, to=words.choice(("agency", "counsel"), "agency or counsel"), **place)


def _recall(words: Words, place: Place) -> say.Statement:
    """recall CUSTOMER"""
    return say.Recall(customer=words.text("a customer"), **place)


def _recover(words: Words, place: Place) -> say.Statement:
    """recover CUSTOMER AMOUNT [ref TEXT]"""
    return say.Recover(customer=words.text("a customer"), amount=words.amount(), ref=_ref(words), **place)


def _accept(words: Words, place: Place) -> say.Statement:
    """accept CUSTOMER POLICY [HOW] [by "NAME"]"""
    customer, policy = words.text("a customer"), words.text("a policy")
    word = words.peek()
    how = words.text("how it was accepted") if word is not None and word.text != "by" else None
    by = words.text("who accepted it") if words.skip("by") else None
    return say.Accept(customer=customer, policy=policy, how=how, by=by, **place)


def _reply(words: Words, place: Place) -> say.Statement:
    """reply CUSTOMER ["text"]"""
    return say.Reply(customer=words.text("a customer"), text=words.text_or_none("what the customer wrote"), **place)


def _read(words: Words, place: Place) -> say.Statement:
    """read CUSTOMER [asks plan monthly|weekly from DATE [each AMOUNT]]"""
    customer = words.text("a customer")
    if not words.skip("asks"):
        return say.Read(customer=customer, **place)
    asks = words.choice(("plan",), "what the customer asks for")
    every = words.choice(("monthly", "weekly"), "monthly or weekly")
    words.literal("from")
    first = words.date("the date of the first instalment")
    wish = words.amount() if words.skip("each") else None
    return say.Read(customer=customer, asks=asks, every=every, first_date=first, wish=wish, **place)


def _bounce(words: Words, place: Place) -> say.Statement:
    """bounce CUSTOMER email"""
    customer = words.text("a customer")
    return say.Bounce(customer=customer, channel=words.choice(("email", "letter", "sms"), "a channel"), **place)


def _approve(words: Words, place: Place) -> say.Statement:
    """approve WHAT CUSTOMER"""
    return say.Approve(what=words.text("what is approved"), customer=words.text("a customer"), approved=True, **place)


def _reject(words: Words, place: Place) -> say.Statement:
    """reject WHAT CUSTOMER"""
    return say.Approve(what=words.text("what is rejected"), customer=words.text("a customer"), approved=False, **place)


def _as(words: Words, place: Place) -> say.Statement:
    """as ROLE[:NAME] verb …"""
    role, verb = words.text("a role"), words.peek()
    if verb is not None and verb.text == "as":
        raise words.refused(verb, "a verb other than `as`")
    within = read_statement(words, place)
    name, _, actor = role.partition(":")
    return say.As(role=name, actor=actor or None, statement=within, **place)


def _run(words: Words, place: Place) -> say.Statement:
    """run [allow-stale] · run daily to DATE"""
    if not words.skip("daily"):
        return say.Run(allow_stale=words.skip("allow-stale"), **place)
    words.literal("to")
    column = getattr(words.peek(), "column", 1)
    to = words.date("the last day of the runs")
    if to < place["on"]:
        raise words.error(column, f"{to} lies before {place['on']}, the first day", "Correct the date", str(to))
    return say.RunDaily(to=to, **place)


_READERS: dict[str, Callable[[Words, Place], say.Statement]] = {
    "customer": read_customer,
    "invoice": _invoice,
    "credit": _credit,
    "payment": _payment,
    "refund": _refund,
    "chargeback": _chargeback,
    "under-way": _under_way,
    "promise": _promise,
    "withdraw": _withdraw,
    "dispute": _dispute,
    "resolve": _resolve,
    "pause": _pause,
    "resume": _resume,
    "extend": _extend,
    "plan": _plan,
    "waive": _waive,
    "write-off": _write_off,
    "hand-over": _hand_over,
    "recall": _recall,
    "recover": _recover,
    "accept": _accept,
    "reply": _reply,
    "read": _read,
    "bounce": _bounce,
    "approve": _approve,
    "reject": _reject,
    "as": _as,
    "run": _run,
    **READERS,
}
