"""Rows of people, organisations and the log.

A membership is never removed, only ended. The log and the access log are only ever added to, which triggers hold on
SQLite and on PostgreSQL.
"""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.fields.json import JSONField

from tallystick.councils.rules.permissions import ROLES


class People(BaseUserManager["Person"]):
    """Finds people."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who may sign in. `owner`: the laptop's owner, whom nothing is refused and who may have no e-mail."""

    email = models.EmailField(unique=True, null=True)
    name = models.CharField(max_length=200)
    owner = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner"], condition=Q(owner=True), name="person_one_owner")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class Organisation(models.Model):
    """A body that keeps a register here. `code`: as in the reference list of public bodies.

    unowned_to: who hears of what has to be done and nobody owns.
    """

    code = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=300)
    nation = models.CharField(max_length=20, blank=True, default="")
    demonstration = models.BooleanField(default=False)
    unowned_to = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A role that a person holds, or held, in an organisation."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(role.code, role.name) for role in ROLES.values()])
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "role"], condition=Q(ended_at=None), name="membership_one_in_force"
            )
        ]


class OneTimeLink(models.Model):
    """A link that lets one person in, once: an invitation, the laptop's own, a way back in. Only its hash is kept."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(
        max_length=10, choices=[("invite", "invitation"), ("owner", "this computer"), ("recover", "way back in")]
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Token(models.Model):
    """A token by which a program asks in a person's name. Only its hash is kept."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)


class Chain(models.Model):
    """The end of an organisation's log: its length and the hash of its last entry. `name` "" is the installation's."""

    name = models.CharField(max_length=100, unique=True)
    length = models.BigIntegerField(default=0)
    last = models.CharField(max_length=64)


class LogEntry(models.Model):
    """One entry of the log: who did what, when, why, and the row before and after. Chained as `rules.chain` says.

    kind, key: the row it is about. about: what the row belongs to, as ``contract:12``, the SHA-256 of a file or the
    code of a publisher.
    """

    chain = models.CharField(max_length=100)
    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    person = models.BigIntegerField(null=True)
    via = models.CharField(max_length=10)
    what = models.CharField(max_length=60)
    why = models.TextField(blank=True, default="")
    kind = models.CharField(max_length=40, blank=True, default="")
    key = models.CharField(max_length=100, blank=True, default="")
    about = models.CharField(max_length=100, blank=True, default="")
    before = JSONField(null=True)
    after = JSONField(null=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["chain", "sequence"], name="logentry_one_in_place")]
        indexes = [
            models.Index(fields=["about", "id"], name="logentry_about"),
            models.Index(fields=["kind", "key", "id"], name="logentry_row"),
        ]


class AccessEntry(models.Model):
    """One reading of a confidential field: who saw which field of what, when, and for what."""

    organisation = models.CharField(max_length=100, db_index=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    person = models.BigIntegerField(null=True)
    via = models.CharField(max_length=10)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=100)
    about = models.CharField(max_length=100, db_index=True)
    fields = JSONField()
    why = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-id"]
