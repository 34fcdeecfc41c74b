"""XLS."""
from tallystick.kit.errors import Refused
from tallystick.lake.read.limits import Limits
from tallystick.lake.read.survey import Survey


def surveyed_xls(data: bytes, limits: Limits) -> dict[str, Survey | Refused]:
    raise Refused("This kind of workbook is not read yet.", what_to_do="Save it as .xlsx or CSV and load that.")
