"""Let an installation send again that came out of a backup, and what was in doubt since, if a person wants that.

Knows no transport.
"""

from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.usecases.restore_backup import IN_DOUBT
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.CHANNEL)
def release_sending(work: Work, *, messages: str = "none") -> Answer:
    """Turn sending on again. `messages`: "all" lets the messages that a restore put in doubt wait to be sent again.

    Left in doubt ("none"), they are decided one by one, as others in doubt are. Each is looked at anew before it goes.
    Answers with the number of those that wait again and of those still in doubt. Raises Refused `nothing_to_release`.
    """
    standing = work.books.restorations.standing().select_for_update().first()
    if standing is None:
        raise Refused(
            RefusalCode.NOTHING_TO_RELEASE,
            "Sending is not off because of a restore",
            "Where a channel stands still, say `dunwell channel resume CHANNEL`",
        )
    doubtful = work.books.messages.filter(state="in_doubt", reason=IN_DOUBT)
    released = dict(doubtful.values_list("pk", "customer_id")) if messages == "all" else {}
    work.note({"sending": "on", "released": sorted(released)})
    rows = work.books.messages.filter(pk__in=list(released))
    rows.exclude(sha256="").update(state="rendered", reason="", attempts=0)
    rows.filter(sha256="").update(state="planned", reason="", attempts=0)
    work.books.customers.raise_versions(set(released.values()))
    standing.ended_on, standing.ended_seq, standing.released_by = work.today, work.seq, work.caller.actor[:200]
    standing.save()
    return {"sending": "on", "released": len(released), "in_doubt": doubtful.count()}
