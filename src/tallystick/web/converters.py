"""What stands in addresses: how it is read and written."""

from django.urls import register_converter


class Sha256:
    """The name of a file: the SHA-256 of its bytes."""

    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class JobName:
    """A load that was started from the site."""

    regex = r"\d{8}-\d{6}-[0-9a-f]{8}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Line:
    """A line of a file: a whole number that a database can hold."""

    regex = "[0-9]{1,15}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class SupplierId:
    """A supplier, by the name that stays the same from build to build."""

    regex = "S[A-Z2-7]{10}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Place:
    """A place in a document, such as ``options.0.lines``; the document itself is written as a hyphen."""

    regex = r"-|[a-z_]{1,40}(?:\.[a-z_]{1,40}|\.[0-9]{1,6}){0,8}"

    def to_python(self, value: str) -> str:
        return "" if value == "-" else value

    def to_url(self, value: str) -> str:
        return value or "-"


register_converter(Place, "place")
register_converter(Sha256, "sha256")
register_converter(JobName, "job")
register_converter(Line, "line")
register_converter(SupplierId, "supplier")
