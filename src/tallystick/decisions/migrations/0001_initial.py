"""Decisions and partnerships, their documents, people, scores and records; triggers that hold what is for good."""

import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from tallystick.councils.triggers import only_added


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contracts", "0010_how_the_law_is_known"),
        ("councils", "0004_who_hears"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("route", "Renew, renegotiate or retender"),
                            ("sharing", "Go on sharing a service, or not"),
                            ("other", "Another choice between options"),
                        ],
                        default="other",
                        max_length=30,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("question", models.TextField(blank=True, default="")),
                ("reference", models.CharField(blank=True, default="", max_length=60)),
                ("needed_by", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Being prepared"),
                            ("scoring", "Being scored"),
                            ("consulting", "Out for consultation"),
                            ("proposed", "Put to those who decide"),
                            ("approved", "Approved"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        max_length=30,
                    ),
                ),
                ("chosen", models.CharField(blank=True, default="", max_length=300)),
                ("chosen_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1)),
                ("removed", models.BooleanField(default=False)),
                (
                    "contract",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="contracts.contract",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="councils.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Involved",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("proposer", "Proposes it"),
                            ("scorer", "Scores the options"),
                            ("moderator", "Agrees the scores"),
                            ("consultee", "Is consulted"),
                            ("approver", "Approves or refuses it"),
                        ],
                        max_length=30,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("speaks_for", models.CharField(blank=True, default="", max_length=300)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not yet"),
                            ("agrees", "Agrees"),
                            ("objects", "Objects"),
                            ("comments", "Comments"),
                            ("approves", "Approves"),
                            ("refuses", "Refuses"),
                        ],
                        default="",
                        max_length=30,
                    ),
                ),
                ("answer_why", models.TextField(blank=True, default="")),
                ("answered_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("removed", models.BooleanField(default=False)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="involved", to="decisions.decision"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Partnership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=300)),
                ("purpose", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1)),
                ("removed", models.BooleanField(default=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partnerships",
                        to="councils.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30)),
                ("edition", models.PositiveIntegerField()),
                ("said", models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ("exempt", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                ("why", models.TextField(blank=True, default="")),
                (
                    "decision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="decisions.decision",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="decisions.partnership",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="decision",
            name="partnership",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="decisions.partnership",
            ),
        ),
        migrations.CreateModel(
            name="Record",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("as_of", models.DateField()),
                ("about", models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ("inputs", models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ("answers", models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ("rules", models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ("digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("why", models.TextField(blank=True, default="")),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="records", to="decisions.decision"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("option", models.CharField(max_length=300)),
                ("criterion", models.CharField(max_length=300)),
                ("value", models.DecimalField(decimal_places=4, max_digits=12, null=True)),
                ("agreed", models.BooleanField(default=False)),
                ("why", models.TextField(blank=True, default="")),
                ("made_at", models.DateTimeField()),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scores", to="decisions.decision"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "scorer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scores", to="decisions.involved"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="involved",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed", False)),
                fields=("decision", "role", "name", "speaks_for"),
                name="involved_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decision", None), ("partnership__isnull", False)),
                    models.Q(("decision__isnull", False), ("partnership", None)),
                    _connector="OR",
                ),
                name="document_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                fields=("decision", "kind", "edition"), name="document_of_decision_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                fields=("partnership", "kind", "edition"), name="document_of_partnership_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="record",
            constraint=models.UniqueConstraint(fields=("decision", "number"), name="record_once"),
        ),
        *only_added("decisions_document", "an edition of a document is only ever added to"),
        *only_added("decisions_score", "what somebody scored is only ever added to"),
        *only_added("decisions_record", "what was known is only ever added to"),
    ]
