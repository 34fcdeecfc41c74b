"""Triggers: what people decided about categories is only ever ended, never edited or removed."""

from django.db import migrations

from tallystick.councils.triggers import only_ended


class Migration(migrations.Migration):
    dependencies = [("categories", "0001_initial")]

    operations = [
        *only_ended("categories_paymentcategory", ["sha256", "sheet", "row", "category"]),
        *only_ended("categories_suppliercategory", ["unit", "was", "category"]),
        *only_ended("categories_accountcategory", ["publisher", "account", "category"]),
    ]
