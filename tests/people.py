"""Who decides in tests: the owner of the computer under some name, who may do everything; and people with roles."""

from datetime import UTC, datetime
from typing import Any

from django.test import Client
from django.utils import timezone

from tallystick.councils.rules.actors import NOBODY, Actor, owner

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LEEDS, YORK = "GB-LAE-LDS", "GB-LAE-YOR"
"""Two organisations."""
ADA = owner("ada")
BOB = owner("bob")
SAM = owner("Sam")


class People:
    """Makes people with roles, and browsers that are signed in as them. Each is made once in a test.

    Somebody made here has no password, so that no second factor is asked of them.
    """

    def __init__(self) -> None:
        self._made: dict[tuple[str, str], Any] = {}

    def organisation(self, code: str, name: str = "") -> Any:
        """The row of an organisation that keeps a register here."""
        from tallystick.councils import actions

        return actions.add_organisation(code=code, name=name or code, by=SAM, at=AT)

    def person(self, role: str = "owner", organisation: str = LEEDS) -> Any:
        """Somebody in one organisation (added if it was not there) with a role, or with several that are joined by +.

        ``owner``; ``nothing``: no role.
        """
        key = (role, "" if role == "owner" else organisation)
        if key not in self._made:
            self._made[key] = self._make(role, organisation)
        return self._made[key]

    def actor(self, role: str = "owner", organisation: str = LEEDS, *, via: str = "site") -> Actor:
        """The same as whoever asks: to be handed to actions and queries as `by`. ``nobody``: who has not signed in."""
        from tallystick.councils import queries

        return NOBODY if role == "nobody" else queries.actor_of(self.person(role, organisation), via=via)

    def client(self, role: str = "owner", organisation: str = LEEDS, **more: Any) -> Client:
        """A browser signed in as them; ``nobody``: one that is not."""
        made = Client(headers={"host": "localhost"}, **more)
        if role != "nobody":
            made.force_login(self.person(role, organisation))
        return made

    def token(self, role: str = "owner", organisation: str = LEEDS) -> str:
        """A token of theirs, as a program sends it: ``Authorization: Bearer …``."""
        from tallystick.councils import actions

        return actions.make_token(name="test", days=1, by=self.actor(role, organisation), at=timezone.now())

    def _make(self, role: str, code: str) -> Any:
        from tallystick.councils import actions, queries

        if role == "owner":
            return actions.the_owner(name="Sam")
        role, *more = role.split("+")
        email = f"{'.'.join([role, *more])}@{code.casefold().replace(':', '-')}.example"
        self.organisation(code)
        actions.invite(
            organisation=code, email=email, name=f"{role.replace('_', ' ').capitalize()} of {code}",
            role="reader" if role == "nothing" else role, by=SAM, at=AT,
        )  # fmt: skip
        person = queries.person_by_email(email)
        for another in more:
            actions.give_role(organisation=code, person=person.pk, role=another, by=SAM, at=AT)
        if role == "nothing":
            for member in queries.members(organisation=code, by=SAM):
                if member.email == email:
                    actions.end_role(organisation=code, membership=member.roles[0][0], by=SAM, at=AT)
        return person
