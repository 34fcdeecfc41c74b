"""Whose people are let to see a partnership, filled from what is known of members now."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """As `actions.letting` does when members are written."""
    documents, rows = apps.get_model("decisions", "Document"), apps.get_model("decisions", "LetSee")
    last = {}
    kept = documents.objects.using(schema_editor.connection.alias).filter(kind="members", partnership__isnull=False)
    for pk, partnership in kept.order_by("edition").values_list("pk", "partnership"):
        last[partnership] = pk
    for partnership, pk in last.items():
        one = kept.get(pk=pk)
        codes = set() if one.exempt else _codes(one.said)
        rows.objects.using(schema_editor.connection.alias).bulk_create(
            [rows(partnership_id=partnership, organisation_code=code) for code in sorted(codes)]
        )


def _codes(said: object) -> set[str]:
    members = said.get("members") if isinstance(said, dict) else None
    found = [
        one.get("organisation")
        for one in (members if isinstance(members, list) else ())
        if isinstance(one, dict) and one.get("sees") is True
    ]
    return {code for code in found if isinstance(code, str) and code.isprintable() and 0 < len(code) <= 100}


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="LetSee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("organisation_code", models.CharField(db_index=True, max_length=100)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="let_see",
                        to="decisions.partnership",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="letsee",
            constraint=models.UniqueConstraint(fields=("partnership", "organisation_code"), name="let_see_once"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
