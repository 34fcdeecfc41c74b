"""What a contract says of extensions, breaks and renewal; key dates; who was told what; and checks of changes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0003_rating_by_person"),
        ("councils", "0003_shared_cache"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="change",
            name="approved_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="change",
            name="facts",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="change",
            name="ground",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.AddField(
            model_name="change",
            name="made",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="contract",
            name="break_by",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not known"),
                    ("council", "The council alone"),
                    ("supplier", "The supplier alone"),
                    ("either", "Either side"),
                    ("both", "Both sides together"),
                ],
                default="",
                max_length=30,
            ),
        ),
        migrations.AddField(
            model_name="contract",
            name="break_every_months",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="contract",
            name="break_from",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="contract",
            name="break_notice",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="contract",
            name="break_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="contract",
            name="break_to",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="contract",
            name="end_after",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="contract",
            name="extension_by",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not known"),
                    ("council", "The council alone"),
                    ("supplier", "The supplier alone"),
                    ("either", "Either side"),
                    ("both", "Both sides together"),
                ],
                default="",
                max_length=30,
            ),
        ),
        migrations.AddField(
            model_name="contract",
            name="extensions_used",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="contract",
            name="framework_end",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="contract",
            name="lead_days",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="contract",
            name="next_route",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.AddField(
            model_name="contract",
            name="renewal_months",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="contract",
            name="renewal_notice",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="contract",
            name="renewal_times",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="change",
            name="state",
            field=models.CharField(
                blank=True,
                choices=[
                    ("proposed", "Proposed"),
                    ("checked", "Checked against the law"),
                    ("agreed", "Approved"),
                    ("made", "Made"),
                    ("rejected", "Rejected"),
                ],
                default="proposed",
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="contract",
            name="term_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("fixed", "Fixed term"),
                    ("rolling", "Rolling until somebody gives notice"),
                    ("annual", "Renewed each year"),
                    ("renewing", "Renews itself unless somebody gives notice"),
                    ("open_ended", "No end"),
                    ("one_off", "One purchase"),
                    ("unknown", "Not known"),
                ],
                default="unknown",
                max_length=30,
            ),
        ),
        migrations.CreateModel(
            name="ChangeCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("removed", models.BooleanField(default=False)),
                ("checked", models.DateField()),
                (
                    "permitted",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("judgement", "It depends"), ("", "Not covered")],
                        default="",
                        max_length=30,
                    ),
                ),
                ("ground", models.CharField(blank=True, default="", max_length=40)),
                ("facts", models.JSONField(blank=True, default=dict)),
                ("answer", models.JSONField(blank=True, default=dict)),
                ("rules_version", models.CharField(blank=True, default="", max_length=40)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="contracts.change"
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contracts.contract"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Digest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(blank=True, default="", max_length=300)),
                ("on", models.DateField()),
                ("message_id", models.CharField(max_length=200, unique=True)),
                ("subject", models.CharField(blank=True, default="", max_length=300)),
                ("body", models.TextField(blank=True, default="")),
                ("made_at", models.DateTimeField()),
                ("handed_at", models.DateTimeField(null=True)),
                ("tries", models.JSONField(blank=True, default=list)),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("made", "Waiting to be sent"),
                            ("sent", "Taken by the mail server"),
                            ("refused", "Refused by the mail server"),
                            ("not_known", "Sent perhaps: the program stopped before the mail server's answer was kept"),
                        ],
                        default="made",
                        max_length=30,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Alert",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(blank=True, default="", max_length=80)),
                ("due", models.CharField(blank=True, default="", max_length=10)),
                (
                    "stage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("coming", "It comes up"),
                            ("soon", "Two weeks are left"),
                            ("overdue", "The day has passed"),
                            ("unowned", "Nobody owns it"),
                        ],
                        default="",
                        max_length=30,
                    ),
                ),
                ("what", models.CharField(blank=True, default="", max_length=500)),
                ("why", models.TextField(blank=True, default="")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contracts.contract"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "digest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="alerts", to="contracts.digest"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Feed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("name", models.CharField(blank=True, default="", max_length=200)),
                (
                    "scope",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("mine", "What is mine"),
                            ("department", "A department"),
                            ("organisation", "An organisation"),
                        ],
                        default="mine",
                        max_length=30,
                    ),
                ),
                ("department", models.CharField(blank=True, default="", max_length=300)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("last_read_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="councils.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="feeds", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="KeyDate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("extension", "Extend or let it end"),
                            ("break", "Break"),
                            ("renewal", "It renews itself"),
                            ("rolling", "Notice to end a rolling contract"),
                            ("end", "End"),
                            ("framework_end", "The framework ends"),
                            ("review", "Review"),
                            ("certificate", "Certificate or insurance"),
                            ("obligation", "Obligation"),
                            ("action", "Action of a meeting"),
                            ("notice", "Notice to publish"),
                            ("duty", "Duty"),
                            ("find_out", "Find out"),
                        ],
                        default="",
                        max_length=30,
                    ),
                ),
                ("key", models.CharField(blank=True, default="", max_length=80)),
                ("what", models.CharField(blank=True, default="", max_length=500)),
                ("why", models.TextField(blank=True, default="")),
                ("due", models.DateField(blank=True, null=True)),
                ("takes_effect", models.DateField(blank=True, null=True)),
                ("last_safe_start", models.DateField(blank=True, null=True)),
                ("warn", models.DateField(blank=True, null=True)),
                ("working", models.JSONField(blank=True, default=list)),
                ("department", models.CharField(blank=True, default="", max_length=300)),
                ("settled", models.BooleanField(default=False)),
                ("row", models.BigIntegerField(blank=True, null=True)),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="key_dates", to="contracts.contract"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="councils.organisation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reckoned",
            fields=[
                (
                    "contract",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="reckoned",
                        serialize=False,
                        to="contracts.contract",
                    ),
                ),
                ("on", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("current_end", models.DateField(blank=True, null=True)),
                ("latest_end", models.DateField(blank=True, null=True)),
                ("earliest_end", models.DateField(blank=True, null=True)),
                ("next_due", models.DateField(blank=True, null=True)),
                ("unknown", models.JSONField(blank=True, default=list)),
                ("regime", models.CharField(blank=True, default="", max_length=20)),
                ("regime_why", models.TextField(blank=True, default="")),
                ("slight_pence", models.BigIntegerField(blank=True, null=True)),
                ("half_pence", models.BigIntegerField(blank=True, null=True)),
                ("term_tenths", models.IntegerField(blank=True, null=True)),
                ("headroom", models.JSONField(blank=True, default=list)),
                ("headroom_unknown", models.JSONField(blank=True, default=list)),
                ("rules_version", models.CharField(blank=True, default="", max_length=40)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="councils.organisation"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Settled",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("removed", models.BooleanField(default=False)),
                ("key", models.CharField(blank=True, default="", max_length=80)),
                ("due", models.DateField(blank=True, null=True)),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("extend", "It will be extended"),
                            ("let_end", "It will end"),
                            ("replace", "A replacement is being bought"),
                            ("renew", "It may renew itself"),
                            ("give_notice", "Notice is given"),
                            ("go_on", "It goes on as it is"),
                            ("other", "Something else"),
                        ],
                        default="",
                        max_length=30,
                    ),
                ),
                ("why", models.TextField(blank=True, default="")),
                ("decided", models.DateField(blank=True, null=True)),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contracts.contract"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="digest",
            index=models.Index(fields=["state", "on"], name="digest_waiting"),
        ),
        migrations.AddConstraint(
            model_name="digest",
            constraint=models.UniqueConstraint(fields=("person", "on"), name="digest_one_a_day"),
        ),
        migrations.AddIndex(
            model_name="alert",
            index=models.Index(fields=["person", "contract"], name="alert_of_person"),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.UniqueConstraint(fields=("contract", "key", "due", "stage", "person"), name="alert_once"),
        ),
        migrations.AddIndex(
            model_name="keydate",
            index=models.Index(fields=["organisation", "due", "id"], name="keydate_of_organisation"),
        ),
        migrations.AddIndex(
            model_name="keydate",
            index=models.Index(fields=["person", "due", "id"], name="keydate_of_person"),
        ),
        migrations.AddIndex(
            model_name="keydate",
            index=models.Index(fields=["organisation", "department", "due"], name="keydate_of_department"),
        ),
        migrations.AddIndex(
            model_name="keydate",
            index=models.Index(fields=["due", "id"], name="keydate_due"),
        ),
        migrations.AddIndex(
            model_name="keydate",
            index=models.Index(fields=["warn"], name="keydate_warn"),
        ),
        migrations.AddConstraint(
            model_name="keydate",
            constraint=models.UniqueConstraint(fields=("contract", "key"), name="keydate_one_of_a_key"),
        ),
        migrations.AddIndex(
            model_name="reckoned",
            index=models.Index(fields=["until"], name="reckoned_until"),
        ),
        migrations.AddIndex(
            model_name="reckoned",
            index=models.Index(fields=["organisation", "regime", "slight_pence"], name="reckoned_by_headroom"),
        ),
        migrations.AddIndex(
            model_name="reckoned",
            index=models.Index(fields=["regime", "slight_pence"], name="reckoned_headroom"),
        ),
    ]
