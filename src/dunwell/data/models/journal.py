"""The journal's tables: entries, their personal payloads, the batches that seal them, and who may seal.

Nothing here is changed or deleted through the ORM, and triggers refuse it in the database too
(`dunwell.data.journal.guards`). What a row hashes to is said in `dunwell.domain.journal`.
"""

from typing import Any, NoReturn

from django.db import models

from dunwell.domain.journal import ERASED


class AppendOnly(models.QuerySet[Any]):
    """Rows that can be added and read."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse: what is on record stays as it is. Raises TypeError."""
        raise TypeError("The journal is append-only.")

    def delete(self) -> NoReturn:
        """Refuse: what is on record stays. Raises TypeError."""
        raise TypeError("The journal is append-only.")

    update.alters_data = True  # type: ignore[attr-defined]
    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class JournalRow(models.Model):
    """What the rows of the journal have in common: they are written once."""

    objects = AppendOnly.as_manager()

    class Meta:
        """No table of its own."""

        abstract = True

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: what is on record stays. Raises TypeError."""
        raise TypeError("The journal is append-only.")


class JournalEntry(JournalRow):
    """One thing that was done: by whom, when, and its facts. `position` is null until a batch seals it.

    `subject` is the customer's id and no foreign key: the entry outlives the customer's row.
    """

    company = models.ForeignKey("Company", on_delete=models.PROTECT, related_name="+")
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

        constraints = (models.UniqueConstraint(fields=["company", "position"], name="journal_position"),)
        indexes = (
            models.Index(fields=["company", "subject", "id"], name="journal_subject"),
            models.Index(fields=["company", "id"], name="journal_unsealed", condition=models.Q(position__isnull=True)),
            models.Index(fields=["company", "id"], name="journal_erasures", condition=models.Q(verb=ERASED)),
        )


class JournalPersonal(JournalRow):
    """What an entry says about a person. It can be erased; the entry keeps the digest, which then says nothing."""

    entry = models.OneToOneField(JournalEntry, primary_key=True, on_delete=models.PROTECT, related_name="personal")
    salt = models.BinaryField()
    payload = models.TextField()


class JournalBatch(JournalRow):
    """One sealed stretch of a company's journal. `leaves` lists id and hash of each entry, in order of position.

    The list lets verification say which entry was changed, without trusting the entries.
    """

    company = models.ForeignKey("Company", on_delete=models.PROTECT, related_name="+")
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

        constraints = (models.UniqueConstraint(fields=["company", "number"], name="journal_batch_number"),)


class JournalSealer(models.Model):
    """Who may seal a company's journal, and until when. `fence` rises with each new holder: an old one is shut out."""

    company = models.OneToOneField("Company", primary_key=True, on_delete=models.PROTECT, related_name="+")
    holder = models.CharField(max_length=200)
    fence = models.BigIntegerField()
    held_until = models.DateTimeField()
