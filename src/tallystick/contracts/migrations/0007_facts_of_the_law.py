"""Room for what the law turns on in a contract, and for who proposed a change."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from tallystick.councils.triggers import only_added

_SUPPLIES = [
    ("", "Not known"),
    ("services", "Services"),
    ("goods", "Goods"),
    ("works", "Works"),
    ("light_touch", "Light touch services"),
    ("concession", "A concession"),
]
_REGIMES = [
    ("", "Not known"),
    ("PA2023", "Procurement Act 2023"),
    ("PCR2015", "Public Contracts Regulations 2015"),
    ("NOT_COVERED", "Neither"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0006_told_once"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="change",
            name="proposed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.CreateModel(
            name="LegalFacts",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("removed", models.BooleanField(default=False)),
                ("supply", models.CharField(blank=True, choices=_SUPPLIES, default="", max_length=30)),
                ("initial_value_pence", models.BigIntegerField(blank=True, null=True)),
                ("maximum_months", models.PositiveIntegerField(blank=True, null=True)),
                ("indexation_clause", models.BooleanField(blank=True, null=True)),
                ("indexed_value_pence", models.BigIntegerField(blank=True, null=True)),
                ("changes_known", models.BooleanField(blank=True, null=True)),
                ("parent_regime", models.CharField(blank=True, choices=_REGIMES, default="", max_length=30)),
                ("procurement_commenced", models.DateField(blank=True, null=True)),
                ("notice_published", models.DateField(blank=True, null=True)),
                ("transparency_notice_published", models.DateField(blank=True, null=True)),
                ("contracts_finder_published", models.DateField(blank=True, null=True)),
                ("negotiation_contacted", models.DateField(blank=True, null=True)),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contracts.contract"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed", False)),
                        fields=("contract",),
                        name="legalfacts_one_of_contract",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="reckoned",
            index=models.Index(fields=["slight_pence", "contract"], name="reckoned_left"),
        ),
        *only_added("contracts_changecheck", "a check of a change is only ever added to"),
    ]
