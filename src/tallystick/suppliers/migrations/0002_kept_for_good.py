"""Triggers: what people decided about suppliers is only ever ended, never edited or removed."""

from django.db import migrations

from tallystick.councils.byte_order import ByteOrder
from tallystick.councils.triggers import only_ended


class Migration(migrations.Migration):
    dependencies = [("suppliers", "0001_initial")]

    operations = [
        ByteOrder("PairDecision", "unit_a", "unit_b"),
        *only_ended("suppliers_pairdecision", ["unit_a", "unit_b", "verdict", "batch"]),
        *only_ended("suppliers_suppliername", ["unit", "name"]),
        *only_ended("suppliers_suppliernumber", ["unit", "company_number"]),
        *only_ended("suppliers_suppliergroup", ["unit", "group_name"]),
        *only_ended("suppliers_supplierkind", ["unit", "kind"]),
    ]
