"""Truths about messages on their way: who has them, what was kept of them, and what their decisions say."""

from dunwell.invariants.truth import QueriedTruth, Truth

LEASES = QueriedTruth(
    "leases_agree",
    "A message is in a dispatcher's hands exactly as long as a lease says so.",
    "message",
    """
    SELECT m.id FROM data_message m
    WHERE (m.state IN ('claimed', 'sending')) <> (m.lease_until IS NOT NULL)
       OR (m.state IN ('claimed', 'sending') AND m.lease_holder = '')
    """,
)

EVIDENCE = QueriedTruth(
    "messages_are_kept",
    "A message that was made has its hash, and the parts of which it consists.",
    "message",
    """
    SELECT m.id FROM data_message m
    WHERE (m.state IN ('rendered', 'claimed', 'sending') OR m.sha256 <> '')
      AND (m.sha256 = '' OR NOT EXISTS (
        SELECT 1 FROM data_messagepart p WHERE p.company_id = m.company_id AND p.message_id = m.id))
    """,
)

CANCELLED = QueriedTruth(
    "cancelled_together",
    "Where a message was cancelled its decision was, for the same reason.",
    "message",
    """
    SELECT m.id FROM data_message m JOIN data_decision d ON d.company_id = m.company_id AND d.id = m.decision_id
    WHERE m.state = 'cancelled' AND (d.state <> 'cancelled' OR d.cancel_reason <> m.reason OR m.reason = '')
    """,
)

OUTBOX: tuple[Truth, ...] = (LEASES, EVIDENCE, CANCELLED)
