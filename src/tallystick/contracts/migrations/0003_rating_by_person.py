"""A rating says whether a person decided it, and why; and a measure may have one figure, at the end."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0002_searched"),
    ]

    operations = [
        migrations.AddField(
            model_name="measurement",
            name="rating_how",
            field=models.CharField(
                blank=True,
                choices=[("worked_out", "Worked out from the target"), ("person", "Decided by a person")],
                default="worked_out",
                max_length=30,
            ),
        ),
        migrations.AddField(
            model_name="measurement",
            name="rating_why",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AlterField(
            model_name="measure",
            name="frequency",
            field=models.CharField(
                blank=True,
                choices=[
                    ("monthly", "Each month"),
                    ("quarterly", "Each quarter"),
                    ("six_monthly", "Each half year"),
                    ("yearly", "Each year"),
                    ("once", "Once, at the end"),
                ],
                default="monthly",
                max_length=30,
            ),
        ),
    ]
