"""All tables as they are now, in one piece: new books are made by this one, older ones come up by those it replaces."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import dunwell.data.models.base

# A run changes most customers in place: the changed row finds room on the page of the old one, and is in no index anew.
_FILLED = {"data_customer": 45, "data_episode": 70, "data_item": 90}


def leave_room(apps, editor):
    """Let PostgreSQL leave room for changed rows."""
    if editor.connection.vendor == "postgresql":
        for table, percent in _FILLED.items():
            editor.execute(f"ALTER TABLE {table} SET (fillfactor = {percent})")


class Migration(migrations.Migration):
    replaces = [
        ("data", "0001_initial"),
        ("data", "0002_outbox"),
        ("data", "0003_next_review"),
        ("data", "0004_imports"),
        ("data", "0005_accounts"),
        ("data", "0006_restorations"),
        ("data", "0007_bending"),
        ("data", "0008_shards_and_schedule"),
        ("data", "0009_plan_warnings"),
        ("data", "0010_papers_and_law"),
        ("data", "0011_worklist"),
        ("data", "0012_asked_packed"),
        ("data", "0013_run_rows"),
        ("data", "0014_own_texts"),
        ("data", "0015_agencies"),
        ("data", "0016_run_episodes"),
        ("data", "0017_call_customer"),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("is_active", models.BooleanField(default=True)),
                ("language", models.CharField(blank=True, default="", max_length=20)),
                ("zone", models.CharField(blank=True, default="", max_length=60)),
                ("theme", models.CharField(default="auto", max_length=5)),
                ("totp_secret", models.TextField(blank=True, default="")),
                ("totp_step", models.BigIntegerField(default=0)),
                ("guide_seen", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SignInAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("who", models.CharField(max_length=64, unique=True)),
                ("failures", models.IntegerField(default=0)),
                ("first_at", models.DateTimeField()),
                ("closed_until", models.DateTimeField(null=True)),
            ],
        ),
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
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("page", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=80)),
                ("query", models.CharField(blank=True, default="", max_length=500)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="saved_view_owned"),
                    models.UniqueConstraint(fields=("company", "account", "page", "name"), name="saved_view_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("email", models.CharField(blank=True, default="", max_length=254)),
                ("roles", models.JSONField(default=list)),
                ("active", models.BooleanField(default=True)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="people",
                        to=settings.AUTH_USER_MODEL,
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
            name="Customer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
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
                ("debtor_kind", models.CharField(blank=True, default="", max_length=12)),
                ("version", models.BigIntegerField(default=1)),
                ("reason", models.CharField(blank=True, default="", max_length=30)),
                ("next_review_on", models.DateField(null=True)),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
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
            name="Hook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
                ("url", models.CharField(max_length=500)),
                ("events", models.JSONField(default=list)),
                ("secret", models.CharField(max_length=100)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="hook_owned"),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("company", "url"),
                        name="hook_standing_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("digest", models.CharField(max_length=64)),
                ("name", models.CharField(blank=True, default="", max_length=300)),
                ("what", models.CharField(max_length=40)),
                ("complete_on", models.DateField(null=True)),
                ("counts", models.JSONField(default=dict)),
                ("seqs", models.JSONField(default=list)),
                ("before", models.JSONField(default=dict)),
                ("undone_on", models.DateField(null=True)),
                ("undone_seq", models.BigIntegerField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="import_file_owned"),
                    models.UniqueConstraint(
                        condition=models.Q(("complete_on__isnull", True), ("undone_on__isnull", True)),
                        fields=("company", "what", "digest"),
                        name="import_file_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("complete_on__isnull", False), ("undone_on__isnull", True)),
                        fields=("company", "what", "digest", "complete_on"),
                        name="import_list_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportMapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
                ("name", models.CharField(max_length=60)),
                ("fields", models.JSONField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="import_mapping_owned"),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("company", "name"),
                        name="import_mapping_standing_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IdempotencyKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("key", models.CharField(max_length=200)),
                ("use_case", models.CharField(max_length=60)),
                ("request_digest", models.CharField(max_length=64)),
                ("answer", models.JSONField()),
                ("recorded_on", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="idempotency_key_owned"),
                    models.UniqueConstraint(fields=("company", "key"), name="idempotency_key_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="JournalEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
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
            name="JournalBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("number", models.BigIntegerField()),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("count", models.BigIntegerField()),
                ("previous", models.BinaryField()),
                ("root", models.BinaryField()),
                ("sealed_at", models.DateTimeField()),
                ("leaves", models.BinaryField()),
                ("hash", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="journal_batch_owned"),
                    models.UniqueConstraint(fields=("company", "number"), name="journal_batch_number"),
                ],
            },
        ),
        migrations.CreateModel(
            name="JournalSealer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("holder", models.CharField(max_length=200)),
                ("fence", models.BigIntegerField()),
                ("held_until", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="journal_sealer_owned"),
                    models.UniqueConstraint(fields=("company",), name="journal_sealer_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.BigIntegerField()),
                ("content", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="part_owned"),
                    models.UniqueConstraint(fields=("company", "sha256"), name="part_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Digest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
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
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="digest_owned"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("sending", "sent", "in_doubt", "failed"))),
                        name="digest_state_known",
                    ),
                    models.UniqueConstraint(fields=("company", "on"), name="digest_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
                ("template", models.CharField(max_length=60)),
                ("language", models.CharField(max_length=20)),
                ("text", models.TextField()),
                ("problem", models.TextField(blank=True, default="")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="own_text_owned"),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("company", "template", "language"),
                        name="own_text_standing_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PolicyVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("name", models.CharField(max_length=60)),
                ("digest", models.CharField(max_length=64)),
                ("text", models.TextField()),
                ("activated_on", models.DateField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("company", "id"), name="policy_version_owned")],
            },
        ),
        migrations.CreateModel(
            name="Restoration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
                ("made_at", models.DateTimeField()),
                ("restored_at", models.DateTimeField()),
                ("sha256", models.CharField(max_length=64)),
                ("in_doubt", models.IntegerField(default=0)),
                ("released_by", models.CharField(blank=True, default="", max_length=200)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="restoration_owned"),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("company",),
                        name="restoration_standing_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("what", models.CharField(choices=[("policy", "policy"), ("week", "week")], max_length=10)),
                ("about", models.CharField(max_length=140)),
                ("role", models.CharField(max_length=20)),
                ("reviewed_by", models.CharField(max_length=200)),
                ("reviewed_on", models.DateField()),
                ("next_due_on", models.DateField(null=True)),
                ("remarks", models.TextField(blank=True, default="")),
            ],
            options={
                "indexes": [models.Index(fields=["company", "what", "reviewed_on"], name="review_what")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="review_owned"),
                    models.CheckConstraint(
                        condition=models.Q(("what__in", ("policy", "week"))), name="review_what_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("as_of", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planning", "planning"),
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
                ("asked", models.JSONField(default=dict)),
                ("waits_for", models.CharField(blank=True, default="", max_length=200)),
                ("approved_by", models.CharField(blank=True, default="", max_length=200)),
                ("applied_on", models.DateField(null=True)),
                ("applied_seq", models.BigIntegerField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["company", "as_of"], name="run_as_of")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="run_owned"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("planning", "planned", "approved", "done", "cancelled"))),
                        name="run_state_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Schedule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("job", models.CharField(max_length=40)),
                ("hour", models.IntegerField()),
                ("weekday", models.IntegerField(null=True)),
                ("active", models.BooleanField(default=True)),
                ("done_for", models.DateField(null=True)),
                ("began_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("not_before", models.DateTimeField(null=True)),
                ("outcome", models.JSONField(default=dict)),
                ("holder", models.CharField(blank=True, default="", max_length=200)),
                ("fence", models.BigIntegerField(default=0)),
                ("lease_until", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="schedule_owned"),
                    models.UniqueConstraint(fields=("company", "job"), name="schedule_once"),
                    models.CheckConstraint(condition=models.Q(("hour__range", (0, 23))), name="schedule_hour_of_day"),
                    models.CheckConstraint(
                        condition=models.Q(("weekday__isnull", True), ("weekday__range", (0, 6)), _connector="OR"),
                        name="schedule_weekday",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("seen_seq", models.BigIntegerField(default=0)),
                ("scored_on", models.DateField(null=True)),
                ("thresholds", models.JSONField(default=dict)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="work_state_owned"),
                    models.UniqueConstraint(fields=("company",), name="work_state_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonalRead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                ("what", models.CharField(max_length=60)),
                ("read_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["company", "customer", "read_at"], name="personal_read_at")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="personal_read_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="personal_read_customer_same_company"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
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
                ("role", models.CharField(blank=True, default="", max_length=40)),
                ("name", models.CharField(blank=True, default="", max_length=200)),
                ("language", models.CharField(blank=True, default="", max_length=20)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="contact_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="contact_customer_same_company"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Heard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
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
                    "heard_in",
                    models.CharField(
                        choices=[("call", "call"), ("check-in", "check-in"), ("visit", "visit"), ("note", "note")],
                        max_length=10,
                    ),
                ),
                ("heard_on", models.DateField()),
                ("heard_by", models.CharField(blank=True, default="", max_length=200)),
                ("text", models.TextField()),
                ("trouble", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [models.Index(fields=["company", "customer"], name="heard_customer")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="heard_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="heard_customer_same_company"),
                    models.CheckConstraint(
                        condition=models.Q(("heard_in__in", ("call", "check-in", "visit", "note"))),
                        name="heard_heard_in_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KindFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
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
                    "kind",
                    models.CharField(
                        choices=[("cannot-pay", "cannot-pay"), ("delays", "delays"), ("avoids", "avoids")],
                        max_length=12,
                    ),
                ),
                ("evidence", models.JSONField(default=list)),
                ("confirmed_on", models.DateField()),
                ("confirmed_by", models.CharField(blank=True, default="", max_length=200)),
                ("policy_before", models.CharField(blank=True, default="", max_length=60)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="kind_finding_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="kind_finding_customer_same_company"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("cannot-pay", "delays", "avoids"))),
                        name="kind_finding_kind_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("company", "customer"),
                        name="kind_finding_standing_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reward",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
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
                    "kind",
                    models.CharField(
                        choices=[("discount", "discount"), ("terms", "terms"), ("thanks", "thanks")], max_length=10
                    ),
                ),
                ("terms", models.CharField(blank=True, default="", max_length=100)),
                ("terms_before", models.CharField(blank=True, default="", max_length=100)),
                ("evidence", models.JSONField(default=list)),
                ("proposed_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[("proposed", "proposed"), ("granted", "granted"), ("declined", "declined")],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("answered_by", models.CharField(blank=True, default="", max_length=200)),
            ],
            options={
                "indexes": [models.Index(fields=["company", "customer"], name="reward_customer")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="reward_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="reward_customer_same_company"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("discount", "terms", "thanks"))), name="reward_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("proposed", "granted", "declined"))),
                        name="reward_state_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CreditFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
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
                ("name", models.CharField(max_length=40)),
                ("number", models.BigIntegerField()),
                ("currency", models.CharField(blank=True, default="", max_length=3)),
                ("as_of", models.DateField()),
                ("source", models.CharField(blank=True, default="", max_length=200)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="credit_figure_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="credit_figure_customer_same_company"),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("company", "customer", "name"),
                        name="credit_figure_standing_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CreditReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
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
                ("reviewed_on", models.DateField()),
                ("next_due_on", models.DateField(null=True)),
                ("score", models.IntegerField()),
                ("reasons", models.JSONField(default=list)),
                (
                    "result",
                    models.CharField(
                        choices=[("kept", "kept"), ("raised", "raised"), ("lowered", "lowered"), ("set", "set")],
                        max_length=10,
                    ),
                ),
                ("currency", models.CharField(blank=True, default="", max_length=3)),
                ("before_minor", models.BigIntegerField(null=True)),
                ("after_minor", models.BigIntegerField(null=True)),
                ("reviewed_by", models.CharField(blank=True, default="", max_length=200)),
                ("cause", models.CharField(blank=True, default="", max_length=40)),
            ],
            options={
                "indexes": [models.Index(fields=["company", "customer"], name="credit_review_customer")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="credit_review_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="credit_review_customer_same_company"),
                    models.CheckConstraint(
                        condition=models.Q(("result__in", ("kept", "raised", "lowered", "set"))),
                        name="credit_review_result_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CreditFreeze",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
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
                ("frozen_on", models.DateField()),
                ("frozen_by", models.CharField(blank=True, default="", max_length=200)),
                ("reason", models.TextField(blank=True, default="")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="credit_freeze_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="credit_freeze_customer_same_company"),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("company", "customer"),
                        name="credit_freeze_standing_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderTold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
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
                ("number", models.CharField(max_length=200)),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("told_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("invoiced", "invoiced"), ("cancelled", "cancelled")],
                        default="open",
                        max_length=10,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["company", "customer"], name="order_told_customer")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="order_told_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="order_told_customer_same_company"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("open", "invoiced", "cancelled"))),
                        name="order_told_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_minor__gte", 0)), name="order_told_amount_minor_not_negative"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("company", "number"),
                        name="order_told_open_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReasonChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                (
                    "company",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.company",
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
                ("reason", models.CharField(blank=True, default="", max_length=30)),
                ("since", models.DateField()),
            ],
            options={
                "indexes": [models.Index(fields=["company", "customer", "since"], name="reason_change_since")],
                "constraints": [
                    dunwell.data.models.base.SameCompanies(fields=("customer",), name="reason_change_same_company")
                ],
            },
        ),
        migrations.CreateModel(
            name="Acceptance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
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
                ("policy_name", models.CharField(max_length=60)),
                ("accepted_on", models.DateField()),
                ("digest", models.CharField(blank=True, default="", max_length=64)),
                ("how", models.CharField(blank=True, default="", max_length=20)),
                ("accepted_by", models.CharField(blank=True, default="", max_length=200)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="acceptance_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="acceptance_customer_same_company"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DecisionTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "run",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="data.run",
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
                ("group", models.IntegerField(db_column="group_no")),
                ("currency", models.CharField(max_length=3)),
                ("asked_minor", models.BigIntegerField()),
                ("credit_minor", models.BigIntegerField()),
                ("total_minor", models.BigIntegerField()),
            ],
            options={
                "db_table": "data_decisiontotal",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="DecisionHeld",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                (
                    "company",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.company",
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
                ("as_of", models.DateField()),
                ("step_no", models.IntegerField()),
                ("step_id", models.CharField(max_length=60)),
                ("guard", models.CharField(max_length=30)),
            ],
            options={
                "indexes": [models.Index(fields=["company", "run"], name="decision_held_run")],
                "constraints": [
                    dunwell.data.models.base.SameCompanies(
                        fields=("run", "customer"), name="decision_held_same_company"
                    ),
                    models.UniqueConstraint(
                        fields=("company", "run", "customer", "step_id"), name="decision_held_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
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
                ("stage", models.IntegerField()),
                ("reason", models.TextField(blank=True, default="")),
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
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
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
                ("name", models.CharField(max_length=60)),
                ("key", models.CharField(max_length=200)),
                ("ref", models.CharField(max_length=60)),
                ("happened_on", models.DateField()),
                ("facts", models.JSONField(default=dict)),
            ],
            options={
                "indexes": [models.Index(fields=["company", "customer"], name="event_customer")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="event_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="event_customer_same_company"),
                    dunwell.data.models.base.SameCompany(field="run", name="event_run_same_company"),
                    models.UniqueConstraint(fields=("company", "key"), name="event_key_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Identifier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
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
                ("scheme", models.CharField(max_length=40)),
                ("value", models.CharField(max_length=200)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="identifier_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="identifier_customer_same_company"),
                    models.UniqueConstraint(fields=("company", "customer", "scheme", "value"), name="identifier_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
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
            name="JournalPersonal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("salt", models.BinaryField()),
                ("payload", models.TextField()),
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
            name="Letterhead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
                ("facts", models.JSONField()),
                (
                    "logo",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.part",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="letterhead_owned"),
                    dunwell.data.models.base.SameCompany(field="logo", name="letterhead_logo_same_company"),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("company",),
                        name="letterhead_standing_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperSetting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
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
                ("ubl", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="paper_setting_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="paper_setting_customer_same_company"),
                    models.UniqueConstraint(
                        condition=models.Q(("customer__isnull", False), ("ended_on__isnull", True)),
                        fields=("company", "customer"),
                        name="paper_setting_standing_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("customer__isnull", True), ("ended_on__isnull", True)),
                        fields=("company",),
                        name="paper_setting_company_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RunPolicy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
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
            name="RunShard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
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
                ("number", models.IntegerField()),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("size", models.IntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("planned", "planned"),
                            ("shown", "shown"),
                            ("done", "done"),
                            ("cancelled", "cancelled"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("holder", models.CharField(blank=True, default="", max_length=200)),
                ("fence", models.BigIntegerField(default=0)),
                ("lease_until", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("counts", models.JSONField(default=dict)),
                ("row_count", models.BigIntegerField(default=0)),
                ("digest", models.BinaryField(default=b"")),
                ("policy_seen", models.BigIntegerField(default=0)),
                ("applied_seq", models.BigIntegerField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="run_shard_owned"),
                    dunwell.data.models.base.SameCompany(field="run", name="run_shard_run_same_company"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("open", "planned", "shown", "done", "cancelled"))),
                        name="run_shard_state_known",
                    ),
                    models.UniqueConstraint(fields=("company", "run", "number"), name="run_shard_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RunPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
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
                ("part", models.IntegerField(default=0)),
                ("packed", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="run_plan_owned"),
                    dunwell.data.models.base.SameCompany(field="run", name="run_plan_run_same_company"),
                    dunwell.data.models.base.SameCompany(
                        field="policy_version", name="run_plan_policy_version_same_company"
                    ),
                    models.UniqueConstraint(fields=("company", "run", "policy_version", "part"), name="run_plan_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
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
                ("begun_on", models.DateField()),
                ("until", models.DateField()),
                ("reason", models.TextField(blank=True, default="")),
                ("owner", models.CharField(blank=True, default="", max_length=200)),
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
            name="HandOver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
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
                ("to", models.CharField(choices=[("agency", "agency"), ("counsel", "counsel")], max_length=10)),
                ("handed_on", models.DateField()),
                ("agency", models.CharField(blank=True, default="", max_length=60)),
                ("rules", models.JSONField(default=list)),
                ("amounts", models.JSONField(default=dict)),
                ("oldest_due", models.DateField(null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("placed", "placed"),
                            ("accepted", "accepted"),
                            ("in_work", "in_work"),
                            ("in_court", "in_court"),
                            ("paying", "paying"),
                            ("collected", "collected"),
                            ("uncollectable", "uncollectable"),
                            ("recalled", "recalled"),
                        ],
                        default="placed",
                        max_length=20,
                    ),
                ),
                ("matter", models.CharField(blank=True, default="", max_length=100)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="hand_over_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="hand_over_customer_same_company"),
                    models.CheckConstraint(
                        condition=models.Q(("to__in", ("agency", "counsel"))), name="hand_over_to_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                (
                                    "placed",
                                    "accepted",
                                    "in_work",
                                    "in_court",
                                    "paying",
                                    "collected",
                                    "uncollectable",
                                    "recalled",
                                ),
                            )
                        ),
                        name="hand_over_status_known",
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
            name="Reply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
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
                ("received_on", models.DateField()),
                ("text", models.TextField(blank=True, default="")),
                ("read_by", models.CharField(blank=True, default="", max_length=200)),
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
            name="WorkRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("ref", models.CharField(max_length=100)),
                ("name", models.CharField(max_length=300)),
                ("currency", models.CharField(max_length=3)),
                ("open_minor", models.BigIntegerField()),
                ("overdue_minor", models.BigIntegerField()),
                ("oldest_due", models.DateField()),
                ("promised_minor", models.BigIntegerField(default=0)),
                ("promised_on", models.DateField(null=True)),
                ("disputed_minor", models.BigIntegerField(default=0)),
                ("credit_minor", models.BigIntegerField(default=0)),
                ("last_contact_on", models.DateField(null=True)),
                ("stage", models.CharField(blank=True, default="", max_length=40)),
                ("step", models.CharField(blank=True, default="", max_length=80)),
                ("reason", models.CharField(blank=True, default="", max_length=30)),
                ("next_review_on", models.DateField(null=True)),
                ("waits", models.IntegerField(default=0)),
                ("owner", models.CharField(blank=True, default="", max_length=200)),
                ("score", models.IntegerField()),
                ("why", models.JSONField(default=list)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["company", "-score", "oldest_due", "id"], name="work_row_score"),
                    models.Index(fields=["company", "currency", "-overdue_minor"], name="work_row_overdue"),
                    models.Index(fields=["company", "stage", "-score"], name="work_row_stage"),
                    models.Index(fields=["company", "reason", "-score"], name="work_row_reason"),
                    models.Index(fields=["company", "oldest_due"], name="work_row_oldest"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="work_row_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="work_row_customer_same_company"),
                    models.UniqueConstraint(fields=("company", "customer", "currency"), name="work_row_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Address",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
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
                    "channel",
                    models.CharField(choices=[("email", "email"), ("letter", "letter"), ("sms", "sms")], max_length=10),
                ),
                ("text", models.TextField()),
                ("bounced_on", models.DateField(null=True)),
                ("bounced_seq", models.BigIntegerField(null=True)),
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
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
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
                ("what", models.CharField(max_length=60)),
                ("step_id", models.CharField(blank=True, default="", max_length=60)),
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
                ("due_date", models.DateField(null=True)),
                ("request", models.JSONField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "asked"),
                            ("approved", "approved"),
                            ("rejected", "rejected"),
                            ("lapsed", "lapsed"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("asked_by", models.CharField(blank=True, default="", max_length=200)),
                ("answered_by", models.CharField(blank=True, default="", max_length=200)),
                ("answered_on", models.DateField(null=True)),
                ("answered_seq", models.BigIntegerField(null=True)),
                ("lapses_on", models.DateField(null=True)),
                ("alone", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [models.Index(fields=["company", "customer"], name="approval_customer")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="approval_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="approval_customer_same_company"),
                    dunwell.data.models.base.SameCompany(field="item", name="approval_item_same_company"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("asked", "approved", "rejected", "lapsed"))),
                        name="approval_state_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DecisionItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "run",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="data.run",
                    ),
                ),
                (
                    "customer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="data.customer",
                    ),
                ),
                ("group", models.IntegerField(db_column="group_no")),
                (
                    "item",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="data.item",
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("asked_minor", models.BigIntegerField()),
            ],
            options={
                "db_table": "data_decisionitem",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Dispute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
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
                ("amount_minor", models.BigIntegerField()),
                ("credited_minor", models.BigIntegerField(default=0)),
                ("code", models.CharField(default="other", max_length=30)),
                ("reason", models.TextField(blank=True, default="")),
                ("owner", models.CharField(blank=True, default="", max_length=200)),
                ("due_on", models.DateField(null=True)),
                ("resolution", models.TextField(blank=True, default="")),
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
            name="Episode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
                (
                    "company",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.company",
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
                    "policy_version",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.policyversion",
                    ),
                ),
                ("began_on", models.DateField()),
                ("stage", models.IntegerField()),
                ("floor", models.IntegerField()),
                ("stage_since", models.DateField()),
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
                ("oldest_due", models.DateField(null=True)),
                ("last_charge_on", models.DateField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["company", "customer"], name="episode_customer")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="episode_owned"),
                    dunwell.data.models.base.SameCompanies(
                        fields=("customer", "policy_version", "oldest_item"), name="episode_same_company"
                    ),
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
            name="EventDelivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                (
                    "event",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.event",
                    ),
                ),
                (
                    "hook",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.hook",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waiting"), ("delivered", "delivered"), ("given_up", "given_up")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("attempts", models.IntegerField(default=0)),
                ("not_before", models.DateTimeField(null=True)),
                ("said", models.CharField(blank=True, default="", max_length=300)),
                ("delivered_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["company", "not_before"],
                        name="event_delivery_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="event_delivery_owned"),
                    dunwell.data.models.base.SameCompany(field="event", name="event_delivery_event_same_company"),
                    dunwell.data.models.base.SameCompany(field="hook", name="event_delivery_hook_same_company"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("waiting", "delivered", "given_up"))),
                        name="event_delivery_state_known",
                    ),
                    models.UniqueConstraint(fields=("company", "event", "hook"), name="event_delivery_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DueDateChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
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
                ("from_date", models.DateField()),
                ("to_date", models.DateField()),
                ("moved_on", models.DateField()),
                ("reason", models.TextField(blank=True, default="")),
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
            name="Reopening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
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
                ("reopened_on", models.DateField()),
                ("cause", models.CharField(max_length=20)),
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
            name="ItemTerms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
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
                ("text", models.CharField(max_length=200)),
                ("received_on", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="item_terms_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="item_terms_customer_same_company"),
                    dunwell.data.models.base.SameCompany(field="item", name="item_terms_item_same_company"),
                    models.UniqueConstraint(fields=("company", "item"), name="item_terms_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentReference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.item",
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("value", models.CharField(max_length=140)),
                ("key", models.CharField(max_length=140)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["company", "item"], name="payment_reference_item"),
                    models.Index(fields=["company", "customer"], name="payment_reference_customer"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="payment_reference_owned"),
                    dunwell.data.models.base.SameCompany(
                        field="customer", name="payment_reference_customer_same_company"
                    ),
                    dunwell.data.models.base.SameCompany(field="item", name="payment_reference_item_same_company"),
                    models.UniqueConstraint(fields=("company", "kind", "key"), name="payment_reference_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnderWay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
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
            name="Charge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
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
                ("currency", models.CharField(max_length=3)),
                ("base_minor", models.BigIntegerField()),
                ("charge_minor", models.BigIntegerField()),
                ("charged_on", models.DateField()),
                ("basis", models.CharField(default="percent", max_length=10)),
                ("regime", models.CharField(blank=True, default="", max_length=20)),
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
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                (
                    "company",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.company",
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
                ("episode_key", models.BigIntegerField(default=0)),
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
                ("asked", models.TextField(blank=True, default="")),
                ("totals", models.TextField(blank=True, default="")),
            ],
            options={
                "indexes": [models.Index(fields=["company", "run"], name="decision_run")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="decision_owned"),
                    dunwell.data.models.base.SameCompanies(
                        fields=("run", "customer", "episode", "item"), name="decision_same_company"
                    ),
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
            name="StageChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                (
                    "company",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.company",
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
                ("changed_on", models.DateField()),
                ("stage", models.IntegerField()),
                ("floor", models.IntegerField()),
                ("stage_since", models.DateField()),
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
                ("oldest_due", models.DateField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["company", "customer"], name="stage_change_customer")],
                "constraints": [
                    dunwell.data.models.base.SameCompanies(
                        fields=("customer", "episode", "oldest_item"), name="stage_change_same_company"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StepMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
                (
                    "company",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.company",
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
                ("due_date", models.DateField()),
                ("opened", models.IntegerField()),
                ("slot", models.CharField(max_length=60)),
                ("last_day", models.IntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["company", "customer"], name="step_mark_customer")],
                "constraints": [
                    dunwell.data.models.base.SameCompanies(
                        fields=("customer", "episode", "item"), name="step_mark_same_company"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
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
                ("placed_on", models.DateField()),
                ("placed_by", models.CharField(blank=True, default="", max_length=200)),
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
                ("reason", models.TextField(blank=True, default="")),
                ("released_by", models.CharField(blank=True, default="", max_length=200)),
                ("release_reason", models.TextField(blank=True, default="")),
                ("coming_method", models.CharField(blank=True, default="", max_length=40)),
                ("coming_number", models.CharField(blank=True, default="", max_length=100)),
                ("coming_minor", models.BigIntegerField(null=True)),
                ("coming_currency", models.CharField(blank=True, default="", max_length=3)),
                ("coming_on", models.DateField(null=True)),
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
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                (
                    "company",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.company",
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
                    "channel",
                    models.CharField(choices=[("email", "email"), ("letter", "letter"), ("sms", "sms")], max_length=10),
                ),
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
                ("language", models.CharField(max_length=20)),
                (
                    "state",
                    models.CharField(
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
                ("sent_at", models.DateTimeField(null=True)),
                ("delivered_on", models.DateField(null=True)),
                ("delivered_seq", models.BigIntegerField(null=True)),
                ("bounced_on", models.DateField(null=True)),
                ("bounced_seq", models.BigIntegerField(null=True)),
                ("reason", models.CharField(blank=True, default="", max_length=40)),
                ("said", models.TextField(blank=True, default="")),
                ("rendered_at", models.DateTimeField(null=True)),
                ("sha256", models.CharField(blank=True, default="", max_length=64)),
                ("size", models.BigIntegerField(default=0)),
                ("subject", models.CharField(blank=True, default="", max_length=300)),
                ("token", models.CharField(blank=True, default="", max_length=40)),
                ("message_id", models.CharField(blank=True, default="", max_length=300)),
                ("attempts", models.IntegerField(default=0)),
                ("not_before", models.DateTimeField(null=True)),
                ("seen_version", models.BigIntegerField(null=True)),
                ("lease_holder", models.CharField(blank=True, default="", max_length=100)),
                ("lease_fence", models.BigIntegerField(default=0)),
                ("lease_until", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["company", "customer"], name="message_customer"),
                    models.Index(
                        condition=models.Q(("state__in", ("planned", "rendered", "failed"))),
                        fields=["company", "channel"],
                        name="message_outbox",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ("claimed", "sending"))),
                        fields=["company", "lease_until"],
                        name="message_leased",
                    ),
                    models.Index(
                        condition=models.Q(("sent_at__isnull", False)),
                        fields=["company", "channel", "sent_at"],
                        name="message_sent",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="message_owned"),
                    dunwell.data.models.base.SameCompanies(
                        fields=("decision", "customer", "address"), name="message_same_company"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ("email", "letter", "sms"))), name="message_channel_known"
                    ),
                    models.CheckConstraint(
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
                    models.UniqueConstraint(fields=("company", "decision"), name="message_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("token", ""), _negated=True),
                        fields=("company", "token"),
                        name="message_token_once",
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
                    "company",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.company",
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
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", ""),
                            ("reached", "reached"),
                            ("not-reached", "not-reached"),
                            ("promise", "promise"),
                            ("dispute", "dispute"),
                            ("wrong-number", "wrong-number"),
                            ("callback", "callback"),
                            ("refused", "refused"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("spoke_with", models.CharField(blank=True, default="", max_length=200)),
                ("callback_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["company", "customer"], name="call_customer")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="call_owned"),
                    dunwell.data.models.base.SameCompanies(fields=("decision", "customer"), name="call_same_company"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "result__in",
                                (
                                    "",
                                    "reached",
                                    "not-reached",
                                    "promise",
                                    "dispute",
                                    "wrong-number",
                                    "callback",
                                    "refused",
                                ),
                            )
                        ),
                        name="call_result_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("open", "done", "cancelled"))), name="call_state_known"
                    ),
                    models.UniqueConstraint(fields=("company", "decision"), name="call_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
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
            name="ChargePart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
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
                    "charge",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.charge",
                    ),
                ),
                (
                    "for_item",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.item",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("interest", "interest"),
                            ("compensation", "compensation"),
                            ("collection", "collection"),
                        ],
                        max_length=12,
                    ),
                ),
                ("first_date", models.DateField(null=True)),
                ("last_date", models.DateField(null=True)),
                ("days", models.IntegerField(default=0)),
                ("percent", models.CharField(blank=True, default="", max_length=30)),
                ("base_minor", models.BigIntegerField(default=0)),
                ("amount_minor", models.BigIntegerField()),
                ("why", models.CharField(blank=True, default="", max_length=40)),
                ("source", models.CharField(blank=True, default="", max_length=300)),
                ("doubtful", models.BooleanField(default=False)),
                ("last_known", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["company", "for_item", "kind"], name="charge_part_item"),
                    models.Index(fields=["company", "charge"], name="charge_part_charge"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="charge_part_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="charge_part_customer_same_company"),
                    dunwell.data.models.base.SameCompany(field="charge", name="charge_part_charge_same_company"),
                    dunwell.data.models.base.SameCompany(field="for_item", name="charge_part_for_item_same_company"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("interest", "compensation", "collection"))),
                        name="charge_part_kind_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("days__gte", 0)), name="charge_part_days_not_negative"),
                    models.CheckConstraint(
                        condition=models.Q(("base_minor__gte", 0)), name="charge_part_base_minor_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
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
                ("number", models.CharField(blank=True, default="", max_length=100)),
                ("in_hand", models.BooleanField(default=False)),
                ("said_by", models.CharField(blank=True, default="", max_length=200)),
                (
                    "call",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.call",
                    ),
                ),
                (
                    "broken_by",
                    models.CharField(blank=True, choices=[("", ""), ("bounced", "bounced")], default="", max_length=10),
                ),
                ("accelerates", models.BooleanField(default=False)),
                ("warns", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [models.Index(fields=["company", "customer", "state"], name="commitment_customer")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="commitment_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="commitment_customer_same_company"),
                    dunwell.data.models.base.SameCompany(field="call", name="commitment_call_same_company"),
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
            name="MessagePart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                (
                    "message",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.message",
                    ),
                ),
                (
                    "part",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.part",
                    ),
                ),
                ("place", models.IntegerField()),
                (
                    "encoding",
                    models.CharField(blank=True, choices=[("", ""), ("base64", "base64")], default="", max_length=10),
                ),
                ("name", models.CharField(blank=True, default="", max_length=200)),
            ],
            options={
                "indexes": [models.Index(fields=["company", "part"], name="message_part_part")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="message_part_owned"),
                    dunwell.data.models.base.SameCompany(field="message", name="message_part_message_same_company"),
                    dunwell.data.models.base.SameCompany(field="part", name="message_part_part_same_company"),
                    models.CheckConstraint(
                        condition=models.Q(("encoding__in", ("", "base64"))), name="message_part_encoding_known"
                    ),
                    models.UniqueConstraint(fields=("company", "message", "place"), name="message_part_place"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChannelSetting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
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
                (
                    "stopped_task",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.task",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="channel_setting_owned"),
                    dunwell.data.models.base.SameCompany(
                        field="stopped_task", name="channel_setting_stopped_task_same_company"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ("email", "letter", "sms"))),
                        name="channel_setting_channel_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("company", "channel"),
                        name="channel_setting_standing_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Instalment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
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
                ("due_on", models.DateField()),
                ("amount_minor", models.BigIntegerField()),
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
            name="Cover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
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
                    "item",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.item",
                    ),
                ),
                ("amount_minor", models.BigIntegerField()),
                ("cover_minor", models.BigIntegerField()),
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
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
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
                            ("by_list", "by_list"),
                            ("voided", "voided"),
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
                ("counted_minor", models.BigIntegerField(default=0)),
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
                                    "by_list",
                                    "voided",
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
                        condition=models.Q(("kind", "credit"), models.Q(("number", ""), _negated=True)),
                        fields=("company", "number"),
                        name="entry_number_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanOffer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
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
                ("items", models.JSONField(default=list)),
                ("currency", models.CharField(max_length=3)),
                ("total_minor", models.BigIntegerField()),
                ("count", models.IntegerField()),
                ("instalment_minor", models.BigIntegerField()),
                ("every", models.CharField(max_length=10)),
                ("first_on", models.DateField()),
                ("interest_percent", models.CharField(blank=True, default="", max_length=10)),
                ("accelerates", models.BooleanField(default=False)),
                ("basis", models.JSONField(default=dict)),
                (
                    "asked_by",
                    models.CharField(
                        choices=[("staff", "staff"), ("customer", "customer")], default="staff", max_length=10
                    ),
                ),
                ("answer_by", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("lapsed", "lapsed"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("accepted_by", models.CharField(blank=True, default="", max_length=200)),
                ("accepted_how", models.CharField(blank=True, default="", max_length=40)),
                (
                    "commitment",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.commitment",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["company", "customer"], name="plan_offer_customer")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="plan_offer_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="plan_offer_customer_same_company"),
                    dunwell.data.models.base.SameCompany(field="commitment", name="plan_offer_commitment_same_company"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("proposed", "accepted", "declined", "lapsed"))),
                        name="plan_offer_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asked_by__in", ("staff", "customer"))), name="plan_offer_asked_by_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("count__gt", 0), ("instalment_minor__gt", 0), ("total_minor__gt", 0)),
                        name="plan_offer_positive",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Enclosure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
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
                    "part",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.part",
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "dispute",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.dispute",
                    ),
                ),
                (
                    "acceptance",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.acceptance",
                    ),
                ),
                (
                    "offer",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.planoffer",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["company", "customer"], name="enclosure_customer")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="enclosure_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="enclosure_customer_same_company"),
                    dunwell.data.models.base.SameCompany(field="part", name="enclosure_part_same_company"),
                    dunwell.data.models.base.SameCompany(field="dispute", name="enclosure_dispute_same_company"),
                    dunwell.data.models.base.SameCompany(field="acceptance", name="enclosure_acceptance_same_company"),
                    dunwell.data.models.base.SameCompany(field="offer", name="enclosure_offer_same_company"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Allocation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
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
                ("amount_minor", models.BigIntegerField()),
                ("allocated_on", models.DateField()),
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
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.item",
                    ),
                ),
                (
                    "entry",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.entry",
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("facts", models.JSONField()),
            ],
            options={
                "indexes": [models.Index(fields=["company", "item"], name="document_item")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="document_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="document_customer_same_company"),
                    dunwell.data.models.base.SameCompany(field="item", name="document_item_same_company"),
                    dunwell.data.models.base.SameCompany(field="entry", name="document_entry_same_company"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("entry__isnull", False), ("item__isnull", True)),
                            models.Q(("entry__isnull", True), ("item__isnull", False)),
                            _connector="OR",
                        ),
                        name="document_of_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DiscountTaken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
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
                    "entry",
                    dunwell.data.models.base.Own(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="data.entry",
                    ),
                ),
                ("percent", models.CharField(max_length=10)),
                ("amount_minor", models.BigIntegerField()),
                ("until", models.DateField()),
                ("taken_on", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="discount_taken_owned"),
                    dunwell.data.models.base.SameCompany(field="customer", name="discount_taken_customer_same_company"),
                    dunwell.data.models.base.SameCompany(field="item", name="discount_taken_item_same_company"),
                    dunwell.data.models.base.SameCompany(field="entry", name="discount_taken_entry_same_company"),
                    models.UniqueConstraint(fields=("company", "item"), name="discount_taken_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CoverUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
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
                ("amount_minor", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="cover_use_owned"),
                    dunwell.data.models.base.SameCompany(field="cover", name="cover_use_cover_same_company"),
                    dunwell.data.models.base.SameCompany(field="allocation", name="cover_use_allocation_same_company"),
                ],
            },
        ),
        migrations.AlterField(
            model_name="charge",
            name="basis",
            field=models.CharField(db_default="percent", default="percent", max_length=10),
        ),
        migrations.AlterField(
            model_name="charge",
            name="regime",
            field=models.CharField(blank=True, db_default="", default="", max_length=20),
        ),
        migrations.RunPython(leave_room),
    ]
