"""Files that came in, what they were made of, and keys by which the same write is not done twice. Knows no format."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from dunwell.data.models.base import Lasting, Own, Owned, Recorded, owned
from dunwell.data.models.querysets import ImportFileQuerySet


class ImportFile(Recorded):
    """A file whose rows were taken in. The same content twice changes nothing.

    digest: SHA-256 of the bytes. complete_on: the day whose open items it lists completely; empty, it does not. seqs:
    further journal entries under which rows of it came, where it was read in another way later. before: what its rows
    changed of customers, as it was. undone_on, undone_seq: it was taken back, and may come in again.
    """

    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=300, default="", blank=True)
    what = models.CharField(max_length=40)
    complete_on = models.DateField(null=True)
    counts = models.JSONField(default=dict)
    seqs = models.JSONField(default=list)
    before = models.JSONField(default=dict)
    undone_on = models.DateField(null=True)
    undone_seq = models.BigIntegerField(null=True)

    objects: ClassVar[Any] = ImportFileQuerySet.as_manager()

    class Meta:
        constraints = [
            *owned("import_file"),
            models.UniqueConstraint(
                fields=["company", "what", "digest"],
                condition=Q(complete_on__isnull=True, undone_on__isnull=True),
                name="import_file_once",
            ),
            models.UniqueConstraint(
                fields=["company", "what", "digest", "complete_on"],
                condition=Q(complete_on__isnull=False, undone_on__isnull=True),
                name="import_list_once",
            ),
        ]


class ImportMapping(Lasting):
    """Which header gives which field, saved under a name; another one of the name takes its place."""

    name = models.CharField(max_length=60)
    fields = models.JSONField()

    class Meta:
        constraints = [
            *owned("import_mapping"),
            models.UniqueConstraint(
                fields=["company", "name"], condition=Q(ended_on__isnull=True), name="import_mapping_standing_once"
            ),
        ]


class Document(Recorded):
    """An electronic invoice as it came, in the terms of EN 16931: references, terms, discounts, parties.

    It stands for an item, or as a credit note for an entry. facts: `dunwell.ports.EInvoice` as plain values.
    """

    customer = Own("data.Customer")
    item = Own("data.Item", null=True)
    entry = Own("data.Entry", null=True)
    digest = models.CharField(max_length=64)
    facts = models.JSONField()

    class Meta:
        constraints = [
            *owned("document", "customer", "item", "entry"),
            models.CheckConstraint(
                condition=Q(item__isnull=True, entry__isnull=False) | Q(item__isnull=False, entry__isnull=True),
                name="document_of_one",
            ),
        ]
        indexes = [models.Index(fields=["company", "item"], name="document_item")]


class Identifier(Recorded):
    """A number by which others know the customer. scheme: vat, legal, or that of an electronic address."""

    customer = Own("data.Customer")
    scheme = models.CharField(max_length=40)
    value = models.CharField(max_length=200)

    class Meta:
        constraints = [
            *owned("identifier", "customer"),
            models.UniqueConstraint(fields=["company", "customer", "scheme", "value"], name="identifier_once"),
        ]


class IdempotencyKey(Owned):
    """A write that was done under a key, and its answer: the same key again gives the same answer, once only."""

    key = models.CharField(max_length=200)
    use_case = models.CharField(max_length=60)
    request_digest = models.CharField(max_length=64)
    answer = models.JSONField()
    recorded_on = models.DateField()

    class Meta:
        constraints = [
            *owned("idempotency_key"),
            models.UniqueConstraint(fields=["company", "key"], name="idempotency_key_once"),
        ]
