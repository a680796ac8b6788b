"""Truths about decisions: what was asked adds up, and what follows from them says the same."""

from dunwell.invariants.truth import QueriedTruth, Truth

TOTALS = QueriedTruth(
    "totals_add_up",
    "What a message asks for in a currency is the sum of its items less the credit that is set against them.",
    "decision_total",
    """
    SELECT t.id FROM data_decisiontotal t
    LEFT JOIN (SELECT run_id, customer_id, group_no, currency, SUM(asked_minor) AS minor FROM data_decisionitem
               GROUP BY run_id, customer_id, group_no, currency) i
      ON i.run_id = t.run_id AND i.customer_id = t.customer_id AND i.group_no = t.group_no AND i.currency = t.currency
    WHERE t.asked_minor <> COALESCE(i.minor, 0) OR t.total_minor <> t.asked_minor - t.credit_minor
       OR t.credit_minor < 0 OR t.total_minor <= 0
    """,
)

ASKED = QueriedTruth(
    "asked_is_totalled",
    "An item that a message asks for is of its customer, and in one of its totals.",
    "decision_item",
    """
    SELECT d.id FROM data_decisionitem d
    LEFT JOIN data_item i ON i.company_id = d.company_id AND i.id = d.item_id
    LEFT JOIN data_decisiontotal t ON t.run_id = d.run_id AND t.customer_id = d.customer_id
      AND t.group_no = d.group_no AND t.currency = d.currency
    WHERE t.id IS NULL OR i.id IS NULL OR i.customer_id <> d.customer_id OR i.currency <> d.currency
       OR d.asked_minor <= 0 OR d.asked_minor > i.amount_minor
    """,
)

OUTGOING = QueriedTruth(
    "messages_agree",
    "A message goes to the customer of its decision, and has a day of delivery where it was delivered.",
    "message",
    """
    SELECT m.id FROM data_message m JOIN data_decision d ON d.id = m.decision_id
    WHERE m.customer_id <> d.customer_id OR (m.state = 'delivered' AND m.delivered_on IS NULL)
    """,
)

CHARGES = QueriedTruth(
    "charges_are_fees",
    "A late charge is a fee of its customer, currency and amount.",
    "charge",
    """
    SELECT c.id FROM data_charge c JOIN data_item i ON i.id = c.item_id
    WHERE i.kind <> 'fee' OR i.customer_id <> c.customer_id OR i.currency <> c.currency
       OR i.amount_minor <> c.charge_minor
    """,
)

RUNS = QueriedTruth(
    "runs_applied",
    "A run that is done was applied on a day.",
    "run",
    "SELECT r.id FROM data_run r WHERE r.state = 'done' AND r.applied_on IS NULL",
)

DECISIONS: tuple[Truth, ...] = (TOTALS, ASKED, OUTGOING, CHARGES, RUNS)
