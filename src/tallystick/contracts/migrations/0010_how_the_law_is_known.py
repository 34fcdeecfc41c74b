"""The day on which a procurement began, among what shows which law governs a contract."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contracts", "0009_who_wrote_last")]

    operations = [
        migrations.AlterField(
            model_name="contract",
            name="regime_evidence",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "None yet"),
                    ("parent", "The framework or dynamic market it was called off"),
                    ("notice", "The day of a notice"),
                    ("begun", "The day on which the procurement began"),
                    ("award", "The date of award"),
                    ("approach", "A supplier was approached before 24 February 2025"),
                    ("person", "A person's judgement"),
                ],
                default="",
                max_length=30,
            ),
        ),
    ]
