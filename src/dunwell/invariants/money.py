"""Truths about money: residuals and unallocated amounts follow from allocations, and nothing is lost or made."""

from dunwell.invariants.truth import QueriedTruth, Truth

RESIDUAL = QueriedTruth(
    "residual_follows",
    "What is left of an item is its amount less its allocations.",
    "item",
    """
    SELECT i.id FROM data_item i
    LEFT JOIN (SELECT item_id, SUM(amount_minor) AS minor FROM data_allocation GROUP BY item_id) a ON a.item_id = i.id
    WHERE i.residual_minor <> i.amount_minor - COALESCE(a.minor, 0)
    """,
)

UNALLOCATED = QueriedTruth(
    "unallocated_follows",
    "What is unallocated of an entry is its amount less the allocations from it and against it.",
    "entry",
    """
    SELECT e.id FROM data_entry e
    LEFT JOIN (SELECT entry_id, SUM(amount_minor) AS minor FROM data_allocation GROUP BY entry_id) f
      ON f.entry_id = e.id
    LEFT JOIN (SELECT against_id, SUM(amount_minor) AS minor FROM data_allocation GROUP BY against_id) g
      ON g.against_id = e.id
    WHERE e.unallocated_minor <> e.amount_minor - COALESCE(f.minor, 0) - COALESCE(g.minor, 0)
    """,
)

SAME_PARTY = QueriedTruth(
    "allocations_agree",
    "An allocation, its entry and what it settles are of one customer and one currency.",
    "allocation",
    """
    SELECT a.id FROM data_allocation a
    JOIN data_entry e ON e.id = a.entry_id
    LEFT JOIN data_item i ON i.id = a.item_id
    LEFT JOIN data_entry g ON g.id = a.against_id
    WHERE a.customer_id <> e.customer_id
       OR COALESCE(i.customer_id, g.customer_id) <> e.customer_id
       OR COALESCE(i.currency, g.currency) <> e.currency
    """,
)

KINDS = QueriedTruth(
    "kinds_settle",
    "Money, credits and claims given up settle items; refunds, chargebacks and undoings take from entries.",
    "allocation",
    """
    SELECT a.id FROM data_allocation a
    JOIN data_entry e ON e.id = a.entry_id
    WHERE (a.item_id IS NOT NULL AND e.kind NOT IN ('payment', 'credit', 'recovery', 'write_off', 'waiver',
                                                      'by_list', 'voided'))
       OR (a.against_id IS NOT NULL AND e.kind NOT IN ('refund', 'chargeback', 'undo'))
    """,
)

SPENT = QueriedTruth(
    "nothing_hangs",
    "What is given up, refunded, charged back or undone is allocated to the last unit.",
    "entry",
    """
    SELECT e.id FROM data_entry e
    WHERE e.unallocated_minor <> 0 AND e.kind NOT IN ('payment', 'credit', 'recovery')
    """,
)

REVERSALS = QueriedTruth(
    "reversals_mirror",
    "A reversal takes back one whole allocation of the same entry and item, on its day or later.",
    "allocation",
    """
    SELECT r.id FROM data_allocation r
    JOIN data_allocation a ON a.id = r.reverses_id
    WHERE r.amount_minor <> -a.amount_minor OR r.entry_id <> a.entry_id OR r.item_id <> a.item_id
       OR r.item_id IS NULL OR r.allocated_on < a.allocated_on OR a.reverses_id IS NOT NULL
    """,
)

CONSERVED = QueriedTruth(
    "money_conserved",
    "What a customer owes in a currency is all that was claimed less all that came, was credited or given up.",
    "customer",
    """
    SELECT m.customer_id AS id FROM (
      SELECT customer_id, currency, residual_minor - amount_minor AS minor FROM data_item
      UNION ALL
      SELECT customer_id, currency,
             CASE WHEN kind IN ('refund', 'chargeback', 'undo') THEN -amount_minor ELSE amount_minor END
             - CASE WHEN kind IN ('payment', 'credit', 'recovery') THEN unallocated_minor ELSE 0 END
      FROM data_entry
    ) m
    GROUP BY m.customer_id, m.currency HAVING SUM(m.minor) <> 0
    """,
)

REOPENED = QueriedTruth(
    "openings_counted",
    "An item was opened again as often as is on record.",
    "item",
    """
    SELECT i.id FROM data_item i
    LEFT JOIN (SELECT item_id, COUNT(*) AS times FROM data_reopening GROUP BY item_id) r ON r.item_id = i.id
    WHERE i.opened <> COALESCE(r.times, 0)
    """,
)

DUE = QueriedTruth(
    "due_dates_follow",
    "An item falls due on the day to which it was last moved.",
    "item",
    """
    SELECT i.id FROM data_item i
    JOIN (SELECT item_id, MAX(id) AS newest FROM data_duedatechange GROUP BY item_id) n ON n.item_id = i.id
    JOIN data_duedatechange d ON d.id = n.newest
    WHERE i.due_date <> d.to_date OR i.extended_on IS NULL OR i.extended_on <> d.moved_on
    """,
)

CREDITS_FOR = QueriedTruth(
    "credits_agree",
    "A credit for an item is of the item's customer and currency.",
    "entry",
    """
    SELECT e.id FROM data_entry e JOIN data_item i ON i.id = e.for_item_id
    WHERE e.customer_id <> i.customer_id OR e.currency <> i.currency
    """,
)

DISPUTES = QueriedTruth(
    "disputes_credited",
    "Disputes of an item are credited by no more than the credits given for it.",
    "item",
    """
    SELECT d.item_id AS id FROM data_dispute d
    LEFT JOIN (SELECT for_item_id, SUM(amount_minor) AS minor FROM data_entry WHERE kind = 'credit'
               GROUP BY for_item_id) c ON c.for_item_id = d.item_id
    GROUP BY d.item_id, c.minor HAVING SUM(d.credited_minor) > COALESCE(c.minor, 0)
    """,
)

DISCOUNTS = QueriedTruth(
    "discounts_end_whole",
    "A discount credits its item by no more than it was, and by nothing once it was taken back.",
    "discount_taken",
    """
    SELECT d.id FROM data_discounttaken d
    LEFT JOIN (SELECT entry_id, item_id, SUM(amount_minor) AS minor FROM data_allocation GROUP BY entry_id, item_id) a
      ON a.entry_id = d.entry_id AND a.item_id = d.item_id
    WHERE COALESCE(a.minor, 0) > CASE WHEN d.ended_on IS NULL THEN d.amount_minor ELSE 0 END
    """,
)

MONEY: tuple[Truth, ...] = (
    RESIDUAL,
    UNALLOCATED,
    SAME_PARTY,
    KINDS,
    SPENT,
    REVERSALS,
    CONSERVED,
    REOPENED,
    DUE,
    CREDITS_FOR,
    DISPUTES,
    DISCOUNTS,
)
