import django.db.models.deletion
from django.db import migrations, models

import dunwell.data.models.base


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Company",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("country", models.CharField(blank=True, default="", max_length=2)),
                ("region", models.CharField(blank=True, default="", max_length=10)),
                ("law", models.CharField(blank=True, default="", max_length=2)),
                ("calendar", models.CharField(blank=True, default="", max_length=10)),
                ("zone", models.CharField(default="UTC", max_length=60)),
                ("language", models.CharField(default="en", max_length=20)),
                ("currency", models.CharField(blank=True, default="", max_length=3)),
                ("policy_name", models.CharField(default="default", max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name="Customer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.CharField(max_length=100)),
                ("name", models.CharField(max_length=300)),
                ("country", models.CharField(blank=True, default="", max_length=2)),
                ("region", models.CharField(blank=True, default="", max_length=10)),
                (
                    "kind",
                    models.CharField(
                        choices=[("business", "business"), ("consumer", "consumer"), ("public", "public")],
                        default="business",
                        max_length=10,
                    ),
                ),
                ("language", models.CharField(default="en", max_length=20)),
                ("zone", models.CharField(blank=True, default="", max_length=60)),
                ("terms", models.CharField(blank=True, default="", max_length=100)),
                ("policy_name", models.CharField(blank=True, default="", max_length=60)),
                ("law", models.CharField(blank=True, default="", max_length=2)),
                ("limit_minor", models.BigIntegerField(null=True)),
                ("limit_currency", models.CharField(blank=True, default="", max_length=3)),
                ("version", models.BigIntegerField(default=1)),
                ("reason", models.CharField(blank=True, default="", max_length=30)),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="customer_owned"),
                    models.UniqueConstraint(fields=("company", "ref"), name="customer_ref_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("business", "consumer", "public"))), name="customer_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("limit_minor__gte", 0)), name="customer_limit_minor_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("limit_minor__isnull", True),
                            models.Q(("limit_currency", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="customer_limit_has_currency",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
                ("role", models.CharField(blank=True, default="", max_length=40)),
                ("name", models.CharField(blank=True, default="", max_length=200)),
                ("language", models.CharField(blank=True, default="", max_length=20)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="contact_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="contact_customer_same_company"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
                ("kind", models.CharField(choices=[("promise", "promise"), ("plan", "plan")], max_length=10)),
                ("currency", models.CharField(max_length=3)),
                ("amount_minor", models.BigIntegerField()),
                ("counted_minor", models.BigIntegerField(default=0)),
                ("made_on", models.DateField()),
                ("on_date", models.DateField()),
                ("grace_days", models.IntegerField(default=2)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("kept", "kept"),
                            ("broken", "broken"),
                            ("replaced", "replaced"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("method", models.CharField(blank=True, default="", max_length=40)),
                ("cheque", models.CharField(blank=True, default="", max_length=100)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["company", "customer", "state"], name="commitment_customer")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="commitment_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="commitment_customer_same_company"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("promise", "plan"))), name="commitment_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("open", "kept", "broken", "replaced", "withdrawn"))),
                        name="commitment_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("counted_minor__gte", 0), ("counted_minor__lte", models.F("amount_minor"))),
                        name="commitment_counted_minor_within",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_on__isnull", True), ("state", "open")),
                            models.Q(models.Q(("state", "open"), _negated=True), ("ended_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="commitment_open_or_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Address",
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
                ("text", models.TextField()),
                ("bounced_on", models.DateField(null=True)),
                ("bounced_seq", models.BigIntegerField(null=True)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "contact",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.contact",
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["company", "customer"], name="address_customer")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="address_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="address_customer_same_company"),
                    dunwell.data.models.base.SameCompany(field="contact", name="address_contact_same_company"),
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ("email", "letter", "sms"))), name="address_channel_known"
                    ),
                    models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="address_text_given"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Acceptance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("policy_name", models.CharField(max_length=60)),
                ("accepted_on", models.DateField()),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="acceptance_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="acceptance_customer_same_company"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("invoice", "invoice"), ("opening", "opening"), ("fee", "fee")],
                        default="invoice",
                        max_length=10,
                    ),
                ),
                ("number", models.CharField(max_length=200)),
                ("currency", models.CharField(max_length=3)),
                ("amount_minor", models.BigIntegerField()),
                ("residual_minor", models.BigIntegerField()),
                ("item_date", models.DateField()),
                ("due_date", models.DateField()),
                ("extended_on", models.DateField(null=True)),
                ("opened", models.IntegerField(default=0)),
                ("friendly_day", models.IntegerField(null=True)),
                ("text", models.CharField(blank=True, default="", max_length=300)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["company", "customer", "due_date"], name="item_customer_due"),
                    models.Index(
                        condition=models.Q(("residual_minor__gt", 0)),
                        fields=["company", "due_date"],
                        name="item_open_due",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="item_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="item_customer_same_company"),
                    models.UniqueConstraint(fields=("company", "number"), name="item_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("invoice", "opening", "fee"))), name="item_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("residual_minor__gte", 0), ("residual_minor__lte", models.F("amount_minor"))
                        ),
                        name="item_residual_minor_within",
                    ),
                    models.CheckConstraint(condition=models.Q(("opened__gte", 0)), name="item_opened_not_negative"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PolicyVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("name", models.CharField(max_length=60)),
                ("digest", models.CharField(max_length=64)),
                ("text", models.TextField()),
                ("activated_on", models.DateField()),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="policy_version_owned"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Episode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
                ("began_on", models.DateField()),
                ("stage", models.IntegerField()),
                ("floor", models.IntegerField()),
                ("stage_since", models.DateField()),
                ("oldest_due", models.DateField(null=True)),
                ("last_charge_on", models.DateField(null=True)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
                (
                    "oldest_item",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.item",
                    ),
                ),
                (
                    "policy_version",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.policyversion",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["company", "customer"], name="episode_customer")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="episode_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="episode_customer_same_company"),
                    dunwell.data.models.base.SameCompany(
                        field="policy_version", name="episode_policy_version_same_company"
                    ),
                    dunwell.data.models.base.SameCompany(field="oldest_item", name="episode_oldest_item_same_company"),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("company", "customer"),
                        name="episode_running_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage__gte", 1), ("floor__gte", 1), ("floor__lte", models.F("stage"))),
                        name="episode_stage_above_floor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("as_of", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("approved", "approved"),
                            ("done", "done"),
                            ("cancelled", "cancelled"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("allow_stale", models.BooleanField(default=False)),
                ("cash_fresh", models.BooleanField(default=True)),
                ("counts", models.JSONField(default=dict)),
                ("waits_for", models.CharField(blank=True, default="", max_length=200)),
                ("approved_by", models.CharField(blank=True, default="", max_length=200)),
                ("applied_on", models.DateField(null=True)),
                ("applied_seq", models.BigIntegerField(null=True)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["company", "as_of"], name="run_as_of")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="run_owned"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("planned", "approved", "done", "cancelled"))),
                        name="run_state_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("episode_key", models.BigIntegerField(default=0)),
                ("due_date", models.DateField()),
                ("opened", models.IntegerField()),
                ("step_no", models.IntegerField()),
                ("step_id", models.CharField(max_length=60)),
                ("step_day", models.IntegerField()),
                ("stage", models.IntegerField()),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("email", "email"),
                            ("letter", "letter"),
                            ("sms", "sms"),
                            ("call", "call"),
                            ("task", "task"),
                        ],
                        max_length=10,
                    ),
                ),
                ("template", models.CharField(blank=True, default="", max_length=60)),
                ("group", models.IntegerField(db_column="group_no")),
                ("days", models.IntegerField()),
                ("as_of", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "planned"), ("carried_out", "carried_out"), ("cancelled", "cancelled")],
                        default="planned",
                        max_length=12,
                    ),
                ),
                ("cancel_reason", models.CharField(blank=True, default="", max_length=30)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
                (
                    "episode",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.episode",
                    ),
                ),
                (
                    "item",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.item",
                    ),
                ),
                (
                    "run",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.run",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["company", "run"], name="decision_run"),
                    models.Index(fields=["company", "customer", "as_of"], name="decision_customer_day"),
                    models.Index(fields=["company", "episode"], name="decision_episode"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="decision_owned"),
                    dunwell.data.models.base.SameCompany(field="run", name="decision_run_same_company"),
                    dunwell.data.models.base.SameCompany(field="customer", name="decision_customer_same_company"),
                    dunwell.data.models.base.SameCompany(field="episode", name="decision_episode_same_company"),
                    dunwell.data.models.base.SameCompany(field="item", name="decision_item_same_company"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("planned", "carried_out", "cancelled"))),
                        name="decision_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ("email", "letter", "sms", "call", "task"))),
                        name="decision_channel_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "cancelled"), _negated=True),
                        fields=(
                            "company",
                            "customer",
                            "episode_key",
                            "item",
                            "due_date",
                            "opened",
                            "step_id",
                            "step_day",
                        ),
                        name="decision_key_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("done", "done"), ("cancelled", "cancelled")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("done_on", models.DateField(null=True)),
                ("outcome", models.TextField(blank=True, default="")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
                (
                    "decision",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.decision",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="call_owned"),
                    dunwell.data.models.base.SameCompany(field="decision", name="call_decision_same_company"),
                    dunwell.data.models.base.SameCompany(field="customer", name="call_customer_same_company"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("open", "done", "cancelled"))), name="call_state_known"
                    ),
                    models.UniqueConstraint(fields=("company", "decision"), name="call_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandOver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
                ("to", models.CharField(choices=[("agency", "agency"), ("counsel", "counsel")], max_length=10)),
                ("handed_on", models.DateField()),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="hand_over_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="hand_over_customer_same_company"),
                    models.CheckConstraint(
                        condition=models.Q(("to__in", ("agency", "counsel"))), name="hand_over_to_known"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("company", "customer"),
                        name="hand_over_standing_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IdempotencyKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200)),
                ("use_case", models.CharField(max_length=60)),
                ("request_digest", models.CharField(max_length=64)),
                ("answer", models.JSONField()),
                ("recorded_on", models.DateField()),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="idempotency_key_owned"),
                    models.UniqueConstraint(fields=("company", "key"), name="idempotency_key_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("digest", models.CharField(max_length=64)),
                ("name", models.CharField(blank=True, default="", max_length=300)),
                ("what", models.CharField(max_length=40)),
                ("complete_on", models.DateField(null=True)),
                ("counts", models.JSONField(default=dict)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="import_file_owned"),
                    models.UniqueConstraint(fields=("company", "what", "digest"), name="import_file_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Instalment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("due_on", models.DateField()),
                ("amount_minor", models.BigIntegerField()),
                (
                    "commitment",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.commitment",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="instalment_owned"),
                    dunwell.data.models.base.SameCompany(field="commitment", name="instalment_commitment_same_company"),
                    models.UniqueConstraint(fields=("company", "commitment", "due_on"), name="instalment_day_once"),
                    models.CheckConstraint(
                        condition=models.Q(("amount_minor__gt", 0)), name="instalment_amount_positive"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("payment", "payment"),
                            ("credit", "credit"),
                            ("recovery", "recovery"),
                            ("refund", "refund"),
                            ("chargeback", "chargeback"),
                            ("write_off", "write_off"),
                            ("waiver", "waiver"),
                            ("undo", "undo"),
                        ],
                        max_length=12,
                    ),
                ),
                ("number", models.CharField(blank=True, default="", max_length=200)),
                ("currency", models.CharField(max_length=3)),
                ("amount_minor", models.BigIntegerField()),
                ("unallocated_minor", models.BigIntegerField()),
                ("entry_date", models.DateField()),
                ("reference", models.CharField(blank=True, default="", max_length=500)),
                ("reason", models.TextField(blank=True, default="")),
                ("counted_minor", models.BigIntegerField(default=0)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "counts_for",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.commitment",
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
                (
                    "for_item",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.item",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["company", "customer"], name="entry_customer"),
                    models.Index(fields=["company", "entry_date"], name="entry_date"),
                    models.Index(
                        condition=models.Q(("unallocated_minor__gt", 0)),
                        fields=["company", "customer"],
                        name="entry_unallocated",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="entry_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="entry_customer_same_company"),
                    dunwell.data.models.base.SameCompany(field="for_item", name="entry_for_item_same_company"),
                    dunwell.data.models.base.SameCompany(field="counts_for", name="entry_counts_for_same_company"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                (
                                    "payment",
                                    "credit",
                                    "recovery",
                                    "refund",
                                    "chargeback",
                                    "write_off",
                                    "waiver",
                                    "undo",
                                ),
                            )
                        ),
                        name="entry_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("unallocated_minor__gte", 0), ("unallocated_minor__lte", models.F("amount_minor"))
                        ),
                        name="entry_unallocated_minor_within",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("counted_minor__gte", 0), ("counted_minor__lte", models.F("amount_minor"))),
                        name="entry_counted_minor_within",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("company", "number"),
                        name="entry_number_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DueDateChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("from_date", models.DateField()),
                ("to_date", models.DateField()),
                ("moved_on", models.DateField()),
                ("reason", models.TextField(blank=True, default="")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
                (
                    "item",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.item",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="due_date_change_owned"),
                    dunwell.data.models.base.SameCompany(
                        field="customer", name="due_date_change_customer_same_company"
                    ),
                    dunwell.data.models.base.SameCompany(field="item", name="due_date_change_item_same_company"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dispute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
                ("amount_minor", models.BigIntegerField()),
                ("credited_minor", models.BigIntegerField(default=0)),
                ("reason", models.TextField(blank=True, default="")),
                ("opened_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("upheld", "upheld"),
                            ("rejected", "rejected"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
                (
                    "item",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.item",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["company", "customer"], name="dispute_customer")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="dispute_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="dispute_customer_same_company"),
                    dunwell.data.models.base.SameCompany(field="item", name="dispute_item_same_company"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("open", "upheld", "rejected", "withdrawn"))),
                        name="dispute_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("credited_minor__gte", 0), ("credited_minor__lte", models.F("amount_minor"))
                        ),
                        name="dispute_credited_minor_within",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")), fields=("company", "item"), name="dispute_open_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Cover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("amount_minor", models.BigIntegerField()),
                ("cover_minor", models.BigIntegerField()),
                (
                    "commitment",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.commitment",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
                (
                    "item",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.item",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["company", "item"], name="cover_item")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="cover_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="cover_customer_same_company"),
                    dunwell.data.models.base.SameCompany(field="commitment", name="cover_commitment_same_company"),
                    dunwell.data.models.base.SameCompany(field="item", name="cover_item_same_company"),
                    models.CheckConstraint(
                        condition=models.Q(("cover_minor__gte", 0), ("cover_minor__lte", models.F("amount_minor"))),
                        name="cover_cover_minor_within",
                    ),
                    models.UniqueConstraint(fields=("company", "commitment", "item"), name="cover_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("what", models.CharField(max_length=60)),
                ("step_id", models.CharField(blank=True, default="", max_length=60)),
                ("due_date", models.DateField(null=True)),
                ("request", models.JSONField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "asked"), ("approved", "approved"), ("rejected", "rejected")],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("asked_by", models.CharField(blank=True, default="", max_length=200)),
                ("answered_by", models.CharField(blank=True, default="", max_length=200)),
                ("answered_on", models.DateField(null=True)),
                ("answered_seq", models.BigIntegerField(null=True)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
                (
                    "item",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.item",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["company", "customer"], name="approval_customer")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="approval_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="approval_customer_same_company"),
                    dunwell.data.models.base.SameCompany(field="item", name="approval_item_same_company"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("asked", "approved", "rejected"))),
                        name="approval_state_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Allocation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("amount_minor", models.BigIntegerField()),
                ("allocated_on", models.DateField()),
                (
                    "reverses",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.allocation",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
                (
                    "against",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.entry",
                    ),
                ),
                (
                    "entry",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.entry",
                    ),
                ),
                (
                    "item",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.item",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["company", "item"], name="allocation_item"),
                    models.Index(fields=["company", "entry"], name="allocation_entry"),
                    models.Index(fields=["company", "allocated_on"], name="allocation_day"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="allocation_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="allocation_customer_same_company"),
                    dunwell.data.models.base.SameCompany(field="entry", name="allocation_entry_same_company"),
                    dunwell.data.models.base.SameCompany(field="item", name="allocation_item_same_company"),
                    dunwell.data.models.base.SameCompany(field="against", name="allocation_against_same_company"),
                    dunwell.data.models.base.SameCompany(field="reverses", name="allocation_reverses_same_company"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("against__isnull", False), ("item__isnull", True)),
                            models.Q(("against__isnull", True), ("item__isnull", False)),
                            _connector="OR",
                        ),
                        name="allocation_one_target",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_minor", 0), _negated=True), name="allocation_amount_not_nothing"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount_minor__gt", 0), ("reverses__isnull", True)),
                            models.Q(("amount_minor__lt", 0), ("reverses__isnull", False)),
                            _connector="OR",
                        ),
                        name="allocation_negative_reverses",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("against__isnull", True),
                            models.Q(("against", models.F("entry")), _negated=True),
                            _connector="OR",
                        ),
                        name="allocation_not_against_itself",
                    ),
                    models.UniqueConstraint(fields=("company", "reverses"), name="allocation_reversed_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="JournalBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField()),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("count", models.BigIntegerField()),
                ("previous", models.BinaryField()),
                ("root", models.BinaryField()),
                ("sealed_at", models.DateTimeField()),
                ("leaves", models.BinaryField()),
                ("hash", models.BinaryField()),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="journal_batch_owned"),
                    models.UniqueConstraint(fields=("company", "number"), name="journal_batch_number"),
                ],
            },
        ),
        migrations.CreateModel(
            name="JournalEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verb", models.CharField(max_length=64)),
                ("facts", models.TextField()),
                ("actor", models.CharField(max_length=200)),
                ("role", models.CharField(max_length=64)),
                ("recorded_at", models.DateTimeField()),
                ("key", models.CharField(max_length=200, null=True)),
                ("subject", models.BigIntegerField(null=True)),
                ("row_count", models.BigIntegerField(null=True)),
                ("rows_digest", models.BinaryField(null=True)),
                ("personal_digest", models.BinaryField(null=True)),
                ("hash", models.BinaryField()),
                ("position", models.BigIntegerField(null=True)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["company", "subject", "id"], name="journal_subject"),
                    models.Index(
                        condition=models.Q(("position__isnull", True)),
                        fields=["company", "id"],
                        name="journal_unsealed",
                    ),
                    models.Index(
                        condition=models.Q(("verb", "person.erased")), fields=["company", "id"], name="journal_erasures"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="journal_entry_owned"),
                    models.UniqueConstraint(fields=("company", "position"), name="journal_position"),
                ],
            },
        ),
        migrations.CreateModel(
            name="JournalPersonal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("salt", models.BinaryField()),
                ("payload", models.TextField()),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "entry",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.journalentry",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="journal_personal_owned"),
                    dunwell.data.models.base.SameCompany(field="entry", name="journal_personal_entry_same_company"),
                    models.UniqueConstraint(fields=("entry",), name="journal_personal_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="JournalSealer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("holder", models.CharField(max_length=200)),
                ("fence", models.BigIntegerField()),
                ("held_until", models.DateTimeField()),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="journal_sealer_owned"),
                    models.UniqueConstraint(fields=("company",), name="journal_sealer_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                (
                    "channel",
                    models.CharField(choices=[("email", "email"), ("letter", "letter"), ("sms", "sms")], max_length=10),
                ),
                ("language", models.CharField(max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("sent", "sent"),
                            ("delivered", "delivered"),
                            ("bounced", "bounced"),
                            ("in_doubt", "in_doubt"),
                            ("cancelled", "cancelled"),
                            ("failed", "failed"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("sent_at", models.DateTimeField(null=True)),
                ("delivered_on", models.DateField(null=True)),
                ("delivered_seq", models.BigIntegerField(null=True)),
                ("bounced_on", models.DateField(null=True)),
                ("bounced_seq", models.BigIntegerField(null=True)),
                (
                    "address",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.address",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
                (
                    "decision",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.decision",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["company", "customer"], name="message_customer"),
                    models.Index(condition=models.Q(("state", "planned")), fields=["company"], name="message_outbox"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="message_owned"),
                    dunwell.data.models.base.SameCompany(field="decision", name="message_decision_same_company"),
                    dunwell.data.models.base.SameCompany(field="customer", name="message_customer_same_company"),
                    dunwell.data.models.base.SameCompany(field="address", name="message_address_same_company"),
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ("email", "letter", "sms"))), name="message_channel_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ("planned", "sent", "delivered", "bounced", "in_doubt", "cancelled", "failed"),
                            )
                        ),
                        name="message_state_known",
                    ),
                    models.UniqueConstraint(fields=("company", "decision"), name="message_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
                ("begun_on", models.DateField()),
                ("until", models.DateField()),
                ("reason", models.TextField(blank=True, default="")),
                ("owner", models.CharField(blank=True, default="", max_length=200)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["company", "customer"], name="pause_customer")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="pause_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="pause_customer_same_company"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("email", models.CharField(blank=True, default="", max_length=254)),
                ("roles", models.JSONField(default=list)),
                ("active", models.BooleanField(default=True)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="person_owned"),
                    models.UniqueConstraint(fields=("company", "name"), name="person_name_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
                ("stage", models.IntegerField()),
                ("reason", models.TextField(blank=True, default="")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="placement_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="placement_customer_same_company"),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("company", "customer"),
                        name="placement_standing_once",
                    ),
                    models.CheckConstraint(condition=models.Q(("stage__gte", 1)), name="placement_stage_positive"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReasonChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("reason", models.CharField(blank=True, default="", max_length=30)),
                ("since", models.DateField()),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["company", "customer", "since"], name="reason_change_since")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="reason_change_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="reason_change_customer_same_company"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reopening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("reopened_on", models.DateField()),
                ("cause", models.CharField(max_length=20)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
                (
                    "item",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.item",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="reopening_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="reopening_customer_same_company"),
                    dunwell.data.models.base.SameCompany(field="item", name="reopening_item_same_company"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
                ("received_on", models.DateField()),
                ("text", models.TextField(blank=True, default="")),
                ("read_by", models.CharField(blank=True, default="", max_length=200)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["company", "customer"], name="reply_customer")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="reply_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="reply_customer_same_company"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
                ("placed_on", models.DateField()),
                ("placed_by", models.CharField(blank=True, default="", max_length=200)),
                ("reason", models.TextField(blank=True, default="")),
                ("released_by", models.CharField(blank=True, default="", max_length=200)),
                ("release_reason", models.TextField(blank=True, default="")),
                (
                    "approval",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.approval",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
                (
                    "run",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.run",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="hold_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="hold_customer_same_company"),
                    dunwell.data.models.base.SameCompany(field="run", name="hold_run_same_company"),
                    dunwell.data.models.base.SameCompany(field="approval", name="hold_approval_same_company"),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("company", "customer"),
                        name="hold_standing_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DecisionTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("group", models.IntegerField(db_column="group_no")),
                ("currency", models.CharField(max_length=3)),
                ("asked_minor", models.BigIntegerField()),
                ("credit_minor", models.BigIntegerField()),
                ("total_minor", models.BigIntegerField()),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
                (
                    "run",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.run",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="decision_total_owned"),
                    dunwell.data.models.base.SameCompany(field="run", name="decision_total_run_same_company"),
                    dunwell.data.models.base.SameCompany(field="customer", name="decision_total_customer_same_company"),
                    models.UniqueConstraint(
                        fields=("company", "run", "customer", "group", "currency"), name="decision_total_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DecisionItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("group", models.IntegerField(db_column="group_no")),
                ("currency", models.CharField(max_length=3)),
                ("asked_minor", models.BigIntegerField()),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
                (
                    "item",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.item",
                    ),
                ),
                (
                    "run",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.run",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="decision_item_owned"),
                    dunwell.data.models.base.SameCompany(field="run", name="decision_item_run_same_company"),
                    dunwell.data.models.base.SameCompany(field="customer", name="decision_item_customer_same_company"),
                    dunwell.data.models.base.SameCompany(field="item", name="decision_item_item_same_company"),
                    models.UniqueConstraint(
                        fields=("company", "run", "customer", "group", "item"), name="decision_item_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DecisionHeld",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("as_of", models.DateField()),
                ("step_no", models.IntegerField()),
                ("step_id", models.CharField(max_length=60)),
                ("guard", models.CharField(max_length=30)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
                (
                    "run",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.run",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["company", "run"], name="decision_held_run")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="decision_held_owned"),
                    dunwell.data.models.base.SameCompany(field="run", name="decision_held_run_same_company"),
                    dunwell.data.models.base.SameCompany(field="customer", name="decision_held_customer_same_company"),
                    models.UniqueConstraint(
                        fields=("company", "run", "customer", "step_id"), name="decision_held_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Charge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("currency", models.CharField(max_length=3)),
                ("base_minor", models.BigIntegerField()),
                ("charge_minor", models.BigIntegerField()),
                ("charged_on", models.DateField()),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
                (
                    "episode",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.episode",
                    ),
                ),
                (
                    "item",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.item",
                    ),
                ),
                (
                    "run",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.run",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="charge_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="charge_customer_same_company"),
                    dunwell.data.models.base.SameCompany(field="episode", name="charge_episode_same_company"),
                    dunwell.data.models.base.SameCompany(field="item", name="charge_item_same_company"),
                    dunwell.data.models.base.SameCompany(field="run", name="charge_run_same_company"),
                    models.UniqueConstraint(fields=("company", "item"), name="charge_item_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RunPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("packed", models.BinaryField()),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "policy_version",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.policyversion",
                    ),
                ),
                (
                    "run",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.run",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="run_plan_owned"),
                    dunwell.data.models.base.SameCompany(field="run", name="run_plan_run_same_company"),
                    dunwell.data.models.base.SameCompany(
                        field="policy_version", name="run_plan_policy_version_same_company"
                    ),
                    models.UniqueConstraint(fields=("company", "run", "policy_version"), name="run_plan_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RunPolicy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "policy_version",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.policyversion",
                    ),
                ),
                (
                    "run",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.run",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="run_policy_owned"),
                    dunwell.data.models.base.SameCompany(field="run", name="run_policy_run_same_company"),
                    dunwell.data.models.base.SameCompany(
                        field="policy_version", name="run_policy_policy_version_same_company"
                    ),
                    models.UniqueConstraint(fields=("company", "run", "policy_version"), name="run_policy_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="StageChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("changed_on", models.DateField()),
                ("stage", models.IntegerField()),
                ("floor", models.IntegerField()),
                ("stage_since", models.DateField()),
                ("oldest_due", models.DateField(null=True)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
                (
                    "episode",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.episode",
                    ),
                ),
                (
                    "oldest_item",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.item",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["company", "customer"], name="stage_change_customer")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="stage_change_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="stage_change_customer_same_company"),
                    dunwell.data.models.base.SameCompany(field="episode", name="stage_change_episode_same_company"),
                    dunwell.data.models.base.SameCompany(
                        field="oldest_item", name="stage_change_oldest_item_same_company"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StepMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("due_date", models.DateField()),
                ("opened", models.IntegerField()),
                ("slot", models.CharField(max_length=60)),
                ("last_day", models.IntegerField()),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
                (
                    "episode",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.episode",
                    ),
                ),
                (
                    "item",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.item",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["company", "customer"], name="step_mark_customer"),
                    models.Index(fields=["company", "episode"], name="step_mark_episode"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="step_mark_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="step_mark_customer_same_company"),
                    dunwell.data.models.base.SameCompany(field="episode", name="step_mark_episode_same_company"),
                    dunwell.data.models.base.SameCompany(field="item", name="step_mark_item_same_company"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("task", models.CharField(max_length=60)),
                ("subject", models.CharField(blank=True, default="", max_length=100)),
                ("key", models.CharField(max_length=200)),
                ("role", models.CharField(blank=True, default="", max_length=40)),
                ("raised_on", models.DateField()),
                ("due_on", models.DateField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("done", "done"), ("cancelled", "cancelled")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("done_on", models.DateField(null=True)),
                ("outcome", models.TextField(blank=True, default="")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
                (
                    "decision",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.decision",
                    ),
                ),
                (
                    "run",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.run",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["company", "run"], name="task_run")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="task_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="task_customer_same_company"),
                    dunwell.data.models.base.SameCompany(field="decision", name="task_decision_same_company"),
                    dunwell.data.models.base.SameCompany(field="run", name="task_run_same_company"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("open", "done", "cancelled"))), name="task_state_known"
                    ),
                    models.UniqueConstraint(fields=("company", "customer", "key"), name="task_key_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnderWay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
                ("amount_minor", models.BigIntegerField()),
                ("announced_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("arrived", "arrived"),
                            ("failed", "failed"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
                (
                    "item",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.item",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["company", "item"], name="under_way_item")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="under_way_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="under_way_customer_same_company"),
                    dunwell.data.models.base.SameCompany(field="item", name="under_way_item_same_company"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("open", "arrived", "failed", "withdrawn"))),
                        name="under_way_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_minor__gte", 0)), name="under_way_amount_minor_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CoverUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("amount_minor", models.BigIntegerField()),
                (
                    "allocation",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.allocation",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "cover",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.cover",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="cover_use_owned"),
                    dunwell.data.models.base.SameCompany(field="cover", name="cover_use_cover_same_company"),
                    dunwell.data.models.base.SameCompany(field="allocation", name="cover_use_allocation_same_company"),
                ],
            },
        ),
    ]
