"""The outbox: how messages are rendered, claimed and sent, and the pieces of what was sent."""

import django.db.models.deletion
from django.db import migrations, models

import dunwell.data.models.base


class Migration(migrations.Migration):
    dependencies = [
        ("data", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChannelSetting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
                (
                    "channel",
                    models.CharField(choices=[("email", "email"), ("letter", "letter"), ("sms", "sms")], max_length=10),
                ),
                ("settings", models.JSONField()),
                ("stopped_reason", models.CharField(blank=True, default="", max_length=40)),
                ("stopped_said", models.TextField(blank=True, default="")),
                ("stopped_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Digest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("on", models.DateField(db_column="digest_on")),
                ("recipients", models.JSONField(default=list)),
                ("sha256", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sending", "sending"),
                            ("sent", "sent"),
                            ("in_doubt", "in_doubt"),
                            ("failed", "failed"),
                        ],
                        default="sending",
                        max_length=10,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Letterhead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
                ("facts", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="MessagePart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.IntegerField()),
                (
                    "encoding",
                    models.CharField(blank=True, choices=[("", ""), ("base64", "base64")], default="", max_length=10),
                ),
                ("name", models.CharField(blank=True, default="", max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.BigIntegerField()),
                ("content", models.BinaryField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="message",
            name="message_state_known",
        ),
        migrations.RemoveIndex(
            model_name="message",
            name="message_outbox",
        ),
        migrations.AddField(
            model_name="message",
            name="attempts",
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name="message",
            name="lease_fence",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="message",
            name="lease_holder",
            field=models.CharField(blank=True, default="", max_length=100),
        ),
        migrations.AddField(
            model_name="message",
            name="lease_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="message_id",
            field=models.CharField(blank=True, default="", max_length=300),
        ),
        migrations.AddField(
            model_name="message",
            name="not_before",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="reason",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.AddField(
            model_name="message",
            name="rendered_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="said",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="message",
            name="seen_version",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="sha256",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.AddField(
            model_name="message",
            name="size",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="message",
            name="subject",
            field=models.CharField(blank=True, default="", max_length=300),
        ),
        migrations.AddField(
            model_name="message",
            name="token",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.AddField(
            model_name="stepmark",
            name="ended_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="stepmark",
            name="ended_seq",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name="message",
            name="state",
            field=models.CharField(
                choices=[
                    ("planned", "planned"),
                    ("rendered", "rendered"),
                    ("failed", "failed"),
                    ("claimed", "claimed"),
                    ("sending", "sending"),
                    ("sent", "sent"),
                    ("delivered", "delivered"),
                    ("bounced", "bounced"),
                    ("in_doubt", "in_doubt"),
                    ("cancelled", "cancelled"),
                ],
                default="planned",
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state__in", ("planned", "rendered", "failed"))),
                fields=["company", "channel"],
                name="message_outbox",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state__in", ("claimed", "sending"))),
                fields=["company", "lease_until"],
                name="message_leased",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["company", "channel", "sent_at"], name="message_sent"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            "planned",
                            "rendered",
                            "failed",
                            "claimed",
                            "sending",
                            "sent",
                            "delivered",
                            "bounced",
                            "in_doubt",
                            "cancelled",
                        ),
                    )
                ),
                name="message_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                condition=models.Q(("token", ""), _negated=True), fields=("company", "token"), name="message_token_once"
            ),
        ),
        migrations.AddField(
            model_name="channelsetting",
            name="company",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
            ),
        ),
        migrations.AddField(
            model_name="channelsetting",
            name="stopped_task",
            field=dunwell.data.models.base.Own(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="data.task",
            ),
        ),
        migrations.AddField(
            model_name="digest",
            name="company",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
            ),
        ),
        migrations.AddField(
            model_name="letterhead",
            name="company",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
            ),
        ),
        migrations.AddField(
            model_name="messagepart",
            name="company",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
            ),
        ),
        migrations.AddField(
            model_name="messagepart",
            name="message",
            field=dunwell.data.models.base.Own(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="data.message",
            ),
        ),
        migrations.AddField(
            model_name="part",
            name="company",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
            ),
        ),
        migrations.AddField(
            model_name="messagepart",
            name="part",
            field=dunwell.data.models.base.Own(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="data.part",
            ),
        ),
        migrations.AddField(
            model_name="letterhead",
            name="logo",
            field=dunwell.data.models.base.Own(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="data.part",
            ),
        ),
        migrations.AddConstraint(
            model_name="channelsetting",
            constraint=models.UniqueConstraint(fields=("company", "id"), name="channel_setting_owned"),
        ),
        migrations.AddConstraint(
            model_name="channelsetting",
            constraint=dunwell.data.models.base.SameCompany(
                field="stopped_task", name="channel_setting_stopped_task_same_company"
            ),
        ),
        migrations.AddConstraint(
            model_name="channelsetting",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ("email", "letter", "sms"))), name="channel_setting_channel_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="channelsetting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on__isnull", True)),
                fields=("company", "channel"),
                name="channel_setting_standing_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="digest",
            constraint=models.UniqueConstraint(fields=("company", "id"), name="digest_owned"),
        ),
        migrations.AddConstraint(
            model_name="digest",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("sending", "sent", "in_doubt", "failed"))), name="digest_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="digest",
            constraint=models.UniqueConstraint(fields=("company", "on"), name="digest_once"),
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.UniqueConstraint(fields=("company", "id"), name="part_owned"),
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.UniqueConstraint(fields=("company", "sha256"), name="part_once"),
        ),
        migrations.AddIndex(
            model_name="messagepart",
            index=models.Index(fields=["company", "part"], name="message_part_part"),
        ),
        migrations.AddConstraint(
            model_name="messagepart",
            constraint=models.UniqueConstraint(fields=("company", "id"), name="message_part_owned"),
        ),
        migrations.AddConstraint(
            model_name="messagepart",
            constraint=dunwell.data.models.base.SameCompany(field="message", name="message_part_message_same_company"),
        ),
        migrations.AddConstraint(
            model_name="messagepart",
            constraint=dunwell.data.models.base.SameCompany(field="part", name="message_part_part_same_company"),
        ),
        migrations.AddConstraint(
            model_name="messagepart",
            constraint=models.CheckConstraint(
                condition=models.Q(("encoding__in", ("", "base64"))), name="message_part_encoding_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="messagepart",
            constraint=models.UniqueConstraint(fields=("company", "message", "place"), name="message_part_place"),
        ),
        migrations.AddConstraint(
            model_name="letterhead",
            constraint=models.UniqueConstraint(fields=("company", "id"), name="letterhead_owned"),
        ),
        migrations.AddConstraint(
            model_name="letterhead",
            constraint=dunwell.data.models.base.SameCompany(field="logo", name="letterhead_logo_same_company"),
        ),
        migrations.AddConstraint(
            model_name="letterhead",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on__isnull", True)), fields=("company",), name="letterhead_standing_once"
            ),
        ),
    ]
