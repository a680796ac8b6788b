"""The journal's tables: entries, their personal payloads, the batches that seal them, and who may seal.

Nothing here is changed or deleted through the ORM, and triggers refuse it in the database too
(`dunwell.data.journal.guards`). What a row hashes to is said in `dunwell.domain.journal`.
"""

from typing import Any, ClassVar

from django.db import models

from dunwell.data.models.base import Own, Owned, owned
from dunwell.data.models.querysets import OwnedQuerySet
from dunwell.domain.journal import ERASED


class AppendOnly(OwnedQuerySet):
    """Rows that can be added and read."""

    def update(self, **kwargs: Any) -> int:
        """Refuse: what is on record stays as it is. Raises TypeError."""
        raise TypeError("The journal is append-only.")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse: what is on record stays. Raises TypeError."""
        raise TypeError("The journal is append-only.")

    update.alters_data = True  # type: ignore[attr-defined]
    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class JournalRow(Owned):
    """What the rows of the journal have in common: they are written once."""

    objects: ClassVar[Any] = AppendOnly.as_manager()

    class Meta:
        """No table of its own."""

        abstract = True

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: what is on record stays. Raises TypeError."""
        raise TypeError("The journal is append-only.")


class JournalEntry(JournalRow):
    """One thing that was done: by whom, when, and its facts. `position` is null until a batch seals it.

    `subject` is the customer's id and no foreign key: the entry outlives the customer's row.
    """

    verb = models.CharField(max_length=64)
    facts = models.TextField()
    actor = models.CharField(max_length=200)
    role = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    key = models.CharField(max_length=200, null=True)
    subject = models.BigIntegerField(null=True)
    row_count = models.BigIntegerField(null=True)
    rows_digest = models.BinaryField(null=True)
    personal_digest = models.BinaryField(null=True)
    hash = models.BinaryField()
    position = models.BigIntegerField(null=True)

    class Meta:
        """Positions are unique in a company; three short ways to what is asked for."""

        constraints = [
            *owned("journal_entry"),
            models.UniqueConstraint(fields=["company", "position"], name="journal_position"),
        ]
        indexes = [
            models.Index(fields=["company", "subject", "id"], name="journal_subject"),
            models.Index(fields=["company", "id"], name="journal_unsealed", condition=models.Q(position__isnull=True)),
            models.Index(fields=["company", "id"], name="journal_erasures", condition=models.Q(verb=ERASED)),
        ]


class JournalPersonal(JournalRow):
    """What an entry says about a person. It can be erased; the entry keeps the digest, which then says nothing."""

    entry = Own(JournalEntry)
    salt = models.BinaryField()
    payload = models.TextField()

    class Meta:
        """One payload to an entry."""

        constraints = [
            *owned("journal_personal", "entry"),
            models.UniqueConstraint(fields=["entry"], name="journal_personal_once"),
        ]


class JournalBatch(JournalRow):
    """One sealed stretch of a company's journal. `leaves` lists id and hash of each entry, in order of position.

    The list lets verification say which entry was changed, without trusting the entries.
    """

    number = models.BigIntegerField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    count = models.BigIntegerField()
    previous = models.BinaryField()
    root = models.BinaryField()
    sealed_at = models.DateTimeField()
    leaves = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        """Numbers are unique in a company."""

        constraints = [
            *owned("journal_batch"),
            models.UniqueConstraint(fields=["company", "number"], name="journal_batch_number"),
        ]


class JournalSealer(Owned):
    """Who may seal a company's journal, and until when. `fence` rises with each new holder: an old one is shut out."""

    holder = models.CharField(max_length=200)
    fence = models.BigIntegerField()
    held_until = models.DateTimeField()

    class Meta:
        """One lease to a company."""

        constraints = [
            *owned("journal_sealer"),
            models.UniqueConstraint(fields=["company"], name="journal_sealer_once"),
        ]
