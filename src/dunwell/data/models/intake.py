"""Files that came in, and keys by which the same write is not done twice. Knows no file format."""

from django.db import models

from dunwell.data.models.base import Owned, Recorded, owned


class ImportFile(Recorded):
    """A file whose rows were taken in. The same content twice changes nothing.

    digest: SHA-256 of the bytes. complete_on: the day whose open items it lists completely; empty, it does not.
    """

    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=300, default="", blank=True)
    what = models.CharField(max_length=40)
    complete_on = models.DateField(null=True)
    counts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            *owned("import_file"),
            models.UniqueConstraint(fields=["company", "what", "digest"], name="import_file_once"),
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
