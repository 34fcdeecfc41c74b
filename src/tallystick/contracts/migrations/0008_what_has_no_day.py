"""Room for what an alert without a day was about; and an e-mail that was perhaps sent may be withdrawn.

The columns are added in place, so that the triggers that hold what was told stay.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contracts", "0007_facts_of_the_law")]

    operations = [
        migrations.AddField(model_name="alert", name="takes_effect", field=models.DateField(blank=True, null=True)),
        migrations.AddField(model_name="alert", name="number", field=models.BigIntegerField(null=True)),
        migrations.AlterField(
            model_name="digest",
            name="state",
            field=models.CharField(
                blank=True,
                choices=[
                    ("made", "Waiting to be sent"),
                    ("sent", "Taken by the mail server"),
                    ("refused", "Refused by the mail server"),
                    ("not_known", "Sent perhaps: the program stopped before the mail server's answer was kept"),
                    ("withdrawn", "Not sent any more: they may no longer be told, or have another address"),
                ],
                default="made",
                max_length=30,
            ),
        ),
    ]
