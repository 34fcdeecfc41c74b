"""The expected no."""


class Refused(Exception):
    """An expected no: a message fit for an officer, and the way out of it.

    Anything else that is raised is a bug, and is loud.
    """

    def __init__(self, reason: str, *, what_to_do: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.what_to_do = what_to_do

    def __str__(self) -> str:
        return f"{self.reason} {self.what_to_do}".strip()
