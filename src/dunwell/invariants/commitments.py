"""Truths about promises and plans: what they cover and what counted for them follows from the money."""

from dunwell.data.books import Books
from dunwell.data.commitments import CustomerWords, read_commitments
from dunwell.data.models import Commitment, Company
from dunwell.invariants.truth import QueriedTruth, RecountedTruth, Truth

COVERS = QueriedTruth(
    "covers_within",
    "What a promise or plan covers is no more than its amount.",
    "commitment",
    """
    SELECT c.id FROM data_commitment c
    JOIN (SELECT commitment_id, SUM(amount_minor) AS minor FROM data_cover GROUP BY commitment_id) v
      ON v.commitment_id = c.id
    WHERE v.minor > c.amount_minor
    """,
)

COVERS_AGREE = QueriedTruth(
    "covers_agree",
    "A cover, its promise or plan and its item are of one customer and one currency.",
    "cover",
    """
    SELECT v.id FROM data_cover v
    JOIN data_commitment c ON c.id = v.commitment_id
    JOIN data_item i ON i.id = v.item_id
    WHERE v.customer_id <> c.customer_id OR i.customer_id <> c.customer_id OR i.currency <> c.currency
    """,
)

COVERS_LOWERED = QueriedTruth(
    "covers_lowered",
    "What is left of a cover is its amount less what is on record as used.",
    "cover",
    """
    SELECT v.id FROM data_cover v
    LEFT JOIN (SELECT cover_id, SUM(amount_minor) AS minor FROM data_coveruse GROUP BY cover_id) u ON u.cover_id = v.id
    WHERE v.cover_minor <> v.amount_minor - COALESCE(u.minor, 0)
    """,
)

INSTALMENTS = QueriedTruth(
    "instalments_sum",
    "The instalments of a plan are its amount, and the last is its date; a promise has none.",
    "commitment",
    """
    SELECT c.id FROM data_commitment c
    LEFT JOIN (SELECT commitment_id, SUM(amount_minor) AS minor, MAX(due_on) AS last_on FROM data_instalment
               GROUP BY commitment_id) n ON n.commitment_id = c.id
    WHERE (c.kind = 'plan' AND (n.minor IS NULL OR n.minor <> c.amount_minor OR n.last_on <> c.on_date))
       OR (c.kind = 'promise' AND n.minor IS NOT NULL)
    """,
)

RESERVED = QueriedTruth(
    "reserved_agree",
    "Unallocated money that counts for a promise is of its customer and currency, and counts in full.",
    "entry",
    """
    SELECT e.id FROM data_entry e LEFT JOIN data_commitment c ON c.id = e.counts_for_id
    WHERE (c.id IS NULL AND e.counted_minor <> 0)
       OR (c.id IS NOT NULL AND (e.counted_minor <> e.unallocated_minor OR c.customer_id <> e.customer_id
           OR c.currency <> e.currency))
    """,
)


def miscounted() -> list[int]:
    """Find the promises and plans for which another amount counts than what the money says (rule 7)."""
    owners = Commitment.objects.values_list("company", flat=True).distinct()
    return [
        wrong
        for company in Company.objects.filter(pk__in=owners)
        for words in read_commitments(Books(company)).values()
        for wrong in _wrong_in(words)
    ]


def _wrong_in(words: CustomerWords) -> list[int]:
    progress = words.progress()
    return [
        row.pk
        for row in words.rows
        if row.counted_minor != min(progress[row.pk].counted_minor, row.amount_minor)
        or (row.state == "kept" and progress[row.pk].unmet is not None)
        or (row.state == "open" and progress[row.pk].unmet is None)
    ]


COUNTED = RecountedTruth(
    "promises_counted",
    "What counted for a promise or plan is what the money of its customer says, and it is kept when that is enough.",
    "commitment",
    miscounted,
)

COMMITMENTS: tuple[Truth, ...] = (COVERS, COVERS_AGREE, COVERS_LOWERED, INSTALMENTS, RESERVED, COUNTED)
