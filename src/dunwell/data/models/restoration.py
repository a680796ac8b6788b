"""An installation that came out of a backup: until a person says so, it sends nothing. Knows no archive."""

from django.db import models

from dunwell.data.models.base import Lasting, owned


class Restoration(Lasting):
    """The books were put back as they were at `made_at`; what happened after that moment is not in them.

    While it stands (ended_on is empty) nothing leaves us: what went out since the backup is unknown here, and would go
    out twice. sha256: of the backup's manifest. in_doubt: messages that had not been sent when the backup was made.
    """

    made_at = models.DateTimeField()
    restored_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    in_doubt = models.IntegerField(default=0)
    released_by = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [
            *owned("restoration"),
            models.UniqueConstraint(
                fields=["company"], condition=models.Q(ended_on__isnull=True), name="restoration_standing_once"
            ),
        ]
