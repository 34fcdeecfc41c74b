"""What was told stays told: when everybody was gone through, and triggers that hold what was made."""

from django.db import migrations, models

from tallystick.councils.triggers import Changed, Forbid, only_added


class Migration(migrations.Migration):
    dependencies = [("contracts", "0004_what_must_happen"), ("councils", "0004_who_hears")]

    operations = [
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(unique=True)),
                ("whole", models.BooleanField()),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(model_name="alert", name="turn", field=models.PositiveIntegerField(default=0)),
        migrations.RemoveConstraint(model_name="alert", name="alert_once"),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.UniqueConstraint(
                fields=["contract", "key", "due", "stage", "person", "turn"], name="alert_once"
            ),
        ),
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
                    ("withdrawn", "Not sent: they may no longer be told"),
                ],
                default="made",
                max_length=30,
            ),
        ),
        *only_added("contracts_alert", "what was told is only ever added to"),
        Forbid("DELETE", "contracts_digest", "an e-mail that was made is never removed"),
        Forbid(
            "UPDATE",
            "contracts_digest",
            "an e-mail is never changed once it is made",
            Changed(("id", "person_id", "address", "on", "message_id", "subject", "body", "made_at")),
        ),
    ]
