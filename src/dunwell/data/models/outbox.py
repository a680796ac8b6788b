"""The outbox beside its messages: parts of what was sent, channels, letterheads, digests. Knows no transport."""

from django.db import models
from django.db.models import Q

from dunwell.data.models.base import Lasting, Own, Owned, Recorded, choices, one_of, owned
from dunwell.data.models.contact import ADDRESS_CHANNELS

ENCODINGS = ("", "base64")
DIGEST_STATES = ("sending", "sent", "in_doubt", "failed")


class Part(Owned):
    """A piece of what was sent, kept once under the SHA-256 of its bytes, however many messages share it."""

    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [
            *owned("part"),
            models.UniqueConstraint(fields=["company", "sha256"], name="part_once"),
        ]


class MessagePart(Owned):
    """A piece in its place in a message.

    encoding: how the bytes stand there: as they are, or as lines of base64. name: of the file that it is, if it is one.
    """

    message = Own("data.Message")
    part = Own("data.Part")
    place = models.IntegerField()
    encoding = models.CharField(max_length=10, default="", blank=True, choices=choices(ENCODINGS))
    name = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [
            *owned("message_part", "message", "part"),
            one_of("message_part", "encoding", ENCODINGS),
            models.UniqueConstraint(fields=["company", "message", "place"], name="message_part_place"),
        ]
        indexes = [models.Index(fields=["company", "part"], name="message_part_part")]


class ChannelSetting(Lasting):
    """How a channel sends, from the day it was set until another setting took its place.

    settings: as `dunwell.domain.post.ChannelSettings` names them; a password is named there and never kept here.
    stopped_reason: why it sends nothing until a person has mended it; empty, it sends. stopped_by: the task.
    """

    channel = models.CharField(max_length=10, choices=choices(ADDRESS_CHANNELS))
    settings = models.JSONField()
    stopped_reason = models.CharField(max_length=40, default="", blank=True)
    stopped_said = models.TextField(default="", blank=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_task = Own("data.Task", null=True)

    class Meta:
        constraints = [
            *owned("channel_setting", "stopped_task"),
            one_of("channel_setting", "channel", ADDRESS_CHANNELS),
            models.UniqueConstraint(
                fields=["company", "channel"], condition=Q(ended_on__isnull=True), name="channel_setting_standing_once"
            ),
        ]


class Letterhead(Lasting):
    """Who writes, where to pay and who signs: what papers say of the company, from a day on.

    facts: plain values of `dunwell.domain.papers`: company, payment, sender. The logo lies in a part.
    """

    facts = models.JSONField()
    logo = Own("data.Part", null=True)

    class Meta:
        constraints = [
            *owned("letterhead", "logo"),
            models.UniqueConstraint(
                fields=["company"], condition=Q(ended_on__isnull=True), name="letterhead_standing_once"
            ),
        ]


class Digest(Recorded):
    """The mail to staff about a day, once."""

    on = models.DateField(db_column="digest_on")
    recipients = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, default="sending", choices=choices(DIGEST_STATES))

    class Meta:
        constraints = [
            *owned("digest"),
            one_of("digest", "state", DIGEST_STATES),
            models.UniqueConstraint(fields=["company", "on"], name="digest_once"),
        ]


class OwnText(Lasting):
    """A company's own text of a template in a language, until another took its place or the shipped one holds again.

    problem: why it cannot be used; then nothing is sent from it until somebody has mended it. Empty: it can be.
    """

    template = models.CharField(max_length=60)
    language = models.CharField(max_length=20)
    text = models.TextField()
    problem = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            *owned("own_text"),
            models.UniqueConstraint(
                fields=["company", "template", "language"],
                condition=Q(ended_on__isnull=True),
                name="own_text_standing_once",
            ),
        ]
