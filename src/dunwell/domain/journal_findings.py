"""What can be wrong with a journal, as a closed list, and the report of a verification. Knows no table."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from dunwell.domain.journal import Root


class FindingCode(StrEnum):
    """One kind of damage. The sentence of each stands in `MEANINGS`."""

    ENTRY_CHANGED = "entry_changed"
    ENTRY_MISSING = "entry_missing"
    ENTRY_MOVED = "entry_moved"
    ENTRY_ADDED = "entry_added"
    POSITION_UNSEALED = "position_unsealed"
    BATCH_CHANGED = "batch_changed"
    BATCH_MISSING = "batch_missing"
    BATCH_MOVED = "batch_moved"
    BATCH_ADDED = "batch_added"
    LEAVES_CHANGED = "leaves_changed"
    PERSONAL_CHANGED = "personal_changed"
    PERSONAL_MISSING = "personal_missing"
    PERSONAL_MISPLACED = "personal_misplaced"
    PERSONAL_ADDED = "personal_added"
    PERSONAL_RETURNED = "personal_returned"
    TAIL_CUT = "tail_cut"
    REBUILT = "rebuilt"
    PROOF_UNREADABLE = "proof_unreadable"
    PROOF_FALSE = "proof_false"

    @property
    def meaning(self) -> str:
        """Say in one sentence what the code means."""
        return MEANINGS[self]


MEANINGS: dict[FindingCode, str] = {
    FindingCode.ENTRY_CHANGED: "The entry no longer says what was recorded.",
    FindingCode.ENTRY_MISSING: "A sealed entry is gone.",
    FindingCode.ENTRY_MOVED: "A sealed entry stands at another place than the one it was sealed at.",
    FindingCode.ENTRY_ADDED: "An entry claims a place that was sealed without it.",
    FindingCode.POSITION_UNSEALED: "Positions are claimed that no batch seals: by added entries, or a batch is gone.",
    FindingCode.BATCH_CHANGED: "A batch no longer says what was sealed, or does not follow the one before it.",
    FindingCode.BATCH_MISSING: "A batch is gone.",
    FindingCode.BATCH_MOVED: "A batch stands under another number than the one it was sealed with.",
    FindingCode.BATCH_ADDED: "A batch stands where none was sealed.",
    FindingCode.LEAVES_CHANGED: "A batch's list of entries no longer gives its root.",
    FindingCode.PERSONAL_CHANGED: "The personal data of an entry was changed.",
    FindingCode.PERSONAL_MISSING: "The personal data of an entry is gone, and no erasure says so.",
    FindingCode.PERSONAL_MISPLACED: "The personal data belongs to another entry.",
    FindingCode.PERSONAL_ADDED: "Personal data lies with an entry that was recorded without any.",
    FindingCode.PERSONAL_RETURNED: "Personal data that was erased is back.",
    FindingCode.TAIL_CUT: "The journal ends before the known root: its newest part was cut off.",
    FindingCode.REBUILT: "The journal does not contain the known root: it was rebuilt, or is another journal.",
    FindingCode.PROOF_UNREADABLE: "The proof cannot be read.",
    FindingCode.PROOF_FALSE: "The proof does not lead from the entry to the root.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One damage: what, and where, as far as it can be known."""

    code: FindingCode
    said: str
    entry_id: int | None = None
    position: int | None = None
    batch: int | None = None

    def __str__(self) -> str:
        """Say what was found in one line."""
        return f"{self.code}: {self.said}"

    def as_facts(self) -> dict[str, object]:
        """Give the finding as plain values for `--json`; what is not known is left out."""
        facts: dict[str, object | None] = {
            "code": self.code.value,
            "said": self.said,
            "entry": self.entry_id,
            "position": self.position,
            "batch": self.batch,
        }
        return {name: fact for name, fact in facts.items() if fact is not None}


class Findings:
    """Collects findings: all are counted, the first thousand are kept."""

    KEPT = 1000

    def __init__(self) -> None:
        self.kept: list[Finding] = []
        self.counts: Counter[FindingCode] = Counter()

    def add(
        self,
        code: FindingCode,
        said: str,
        *,
        entry_id: int | None = None,
        position: int | None = None,
        batch: int | None = None,
    ) -> None:
        """Count a finding and keep it as long as there is room."""
        self.counts[code] += 1
        if len(self.kept) < self.KEPT:
            self.kept.append(Finding(code, said, entry_id, position, batch))


@dataclass(frozen=True, slots=True)
class Report:
    """What a verification saw. `counts` covers all findings, `findings` the first thousand.

    The unsealed entries are checked by their own hashes alone: that one of them was removed, or added by somebody who
    can write to the database, cannot be seen. Nor can it be seen that the whole chain was rebuilt, or its tail cut off
    cleanly, unless `known_root` was given: `origin_proved` says whether it was, and was found.
    """

    findings: tuple[Finding, ...]
    counts: dict[str, int]
    entries: int
    unsealed: int
    erased: int
    batches: int
    root: Root | None
    known_root: Root | None = None
    guards_missing: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.counts

    @property
    def origin_proved(self) -> bool:
        """Tell whether a root known from elsewhere was found in the chain, and nothing is wrong."""
        return self.ok and self.known_root is not None

    def summary(self) -> str:
        """Say in a few sentences what was seen, for whoever asked; the findings are listed apart."""
        said = [f"{self.entries} entries, {self.batches} batches, {self.unsealed} entries not sealed yet."]
        if self.erased:
            said.append(f"The personal data of {self.erased} entries was erased.")
        if self.counts:
            said.append(f"{sum(self.counts.values())} findings: the journal is not what was recorded.")
        elif self.origin_proved:
            said.append("All is as it was recorded, and leads to the known root.")
        else:
            said.append("All is consistent; the origin is not proved, because no known root was given.")
        if self.root is not None:
            said.append(f"Newest root: {self.root}.")
        if self.guards_missing:
            said.append("The database's own guards are down; `dunwell migrate` puts them up again.")
        return " ".join(said)

    def as_facts(self) -> dict[str, object]:
        """Give the report as plain values for `--json`."""
        return {
            "ok": self.ok,
            "origin_proved": self.origin_proved,
            "findings": [finding.as_facts() for finding in self.findings],
            "counts": self.counts,
            "entries": self.entries,
            "unsealed": self.unsealed,
            "erased": self.erased,
            "batches": self.batches,
            "root": None if self.root is None else str(self.root),
            "known_root": None if self.known_root is None else str(self.known_root),
            "guards_missing": list(self.guards_missing),
        }
