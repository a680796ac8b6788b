"""Truths about where customers stand: episodes, holds, pauses, what is under way."""

from dunwell.invariants.truth import QueriedTruth, Truth

EPISODES = QueriedTruth(
    "episodes_follow",
    "An episode stands where its newest change put it, and not before it began.",
    "episode",
    """
    SELECT e.id FROM data_episode e
    LEFT JOIN (SELECT episode_id, MAX(id) AS newest FROM data_stagechange GROUP BY episode_id) n
      ON n.episode_id = e.id
    LEFT JOIN data_stagechange s ON s.id = n.newest
    WHERE e.stage_since < e.began_on OR e.ended_on < e.began_on
       OR s.stage <> e.stage OR s.floor <> e.floor OR s.stage_since <> e.stage_since OR s.customer_id <> e.customer_id
    """,
)

PAUSES = QueriedTruth(
    "one_pause",
    "A customer has one pause at a time.",
    "pause",
    """
    SELECT DISTINCT b.id FROM data_pause a
    JOIN data_pause b ON b.company_id = a.company_id AND b.customer_id = a.customer_id AND b.id > a.id
    WHERE a.begun_on <= b.until AND b.begun_on <= a.until
      AND (a.ended_on IS NULL OR a.ended_on > b.begun_on) AND (b.ended_on IS NULL OR b.ended_on > a.begun_on)
    """,
)

UNDER_WAY = QueriedTruth(
    "under_way_agrees",
    "Money under way is for an item of its customer, and has ended where it is no longer open.",
    "under_way",
    """
    SELECT w.id FROM data_underway w JOIN data_item i ON i.id = w.item_id
    WHERE w.customer_id <> i.customer_id OR (w.state = 'open') <> (w.ended_on IS NULL)
    """,
)

DISPUTES = QueriedTruth(
    "disputes_agree",
    "A dispute is about an item of its customer, of no more than its amount, and has ended where it is not open.",
    "dispute",
    """
    SELECT d.id FROM data_dispute d JOIN data_item i ON i.id = d.item_id
    WHERE d.customer_id <> i.customer_id OR d.amount_minor > i.amount_minor
       OR (d.state = 'open') <> (d.ended_on IS NULL)
    """,
)

HOLDS = QueriedTruth(
    "holds_in_order",
    "A hold is not released before it was placed.",
    "hold",
    "SELECT h.id FROM data_hold h WHERE h.ended_on < h.placed_on",
)

REASONS = QueriedTruth(
    "reasons_follow",
    "Why a customer gets nothing is what its newest change says.",
    "customer",
    """
    SELECT c.id FROM data_customer c
    JOIN (SELECT customer_id, MAX(id) AS newest FROM data_reasonchange GROUP BY customer_id) n ON n.customer_id = c.id
    JOIN data_reasonchange r ON r.id = n.newest
    WHERE r.reason <> c.reason
    """,
)

STANDING: tuple[Truth, ...] = (EPISODES, PAUSES, UNDER_WAY, DISPUTES, HOLDS, REASONS)
