"""The directories (OpenID Connect providers) by which people may sign in, as the environment names them."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tallystick.kit.errors import Refused

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,30}")
_HOW = "docs/how-to/single-sign-on.md says what to write."
_HERE = ("localhost", "127.0.0.1", "::1")


def directories(environment: Mapping[str, str]) -> list[dict[str, Any]]:
    """The directories, as allauth's APPS takes them.

    One from TALLYSTICK_OIDC_ISSUER, _CLIENT_ID, _CLIENT_SECRET (or _CLIENT_SECRET_FILE), _NAME, _DOMAINS and
    _TRUST_EMAIL; or any number from the JSON file that TALLYSTICK_OIDC_FILE names: a list of objects with id, name,
    issuer, client_id, client_secret (or client_secret_file), domains and trust_email. Where there are several, each
    says the e-mail domains that it vouches for, so that one council's directory never speaks for another's people.
    Raises Refused where something is missing or cannot be.
    """
    file = environment.get("TALLYSTICK_OIDC_FILE", "").strip()
    if file:
        given = _listed(Path(file))
    elif environment.get("TALLYSTICK_OIDC_ISSUER", "").strip():
        given = [_single(environment)]
    else:
        return []
    made = [_directory(one) for one in given]
    if len({one["provider_id"] for one in made}) != len(made):
        raise Refused("Two directories for single sign-on have the same id.", what_to_do=_HOW)
    if len(made) > 1 and not all(one["settings"]["domains"] for one in made):
        raise Refused(
            "There are several directories for single sign-on, and one does not say which e-mail domains are its own.",
            what_to_do=_HOW,
        )
    return made


def _single(environment: Mapping[str, str]) -> dict[str, Any]:
    def said(name: str) -> str:
        return environment.get(f"TALLYSTICK_OIDC_{name}", "").strip()

    return {
        "id": said("ID") or "directory",
        "name": said("NAME") or "your organisation’s account",
        "issuer": said("ISSUER"),
        "client_id": said("CLIENT_ID"),
        "client_secret": said("CLIENT_SECRET"),
        "client_secret_file": said("CLIENT_SECRET_FILE"),
        "domains": [one.strip() for one in said("DOMAINS").split(",") if one.strip()],
        "trust_email": said("TRUST_EMAIL") == "1",
    }


def _listed(file: Path) -> list[dict[str, Any]]:
    try:
        given = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as no:
        raise Refused(f"The file that TALLYSTICK_OIDC_FILE names cannot be read: {file}.", what_to_do=_HOW) from no
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise Refused("The file that TALLYSTICK_OIDC_FILE names is not a list of objects.", what_to_do=_HOW)
    return given


def _directory(said: Mapping[str, Any]) -> dict[str, Any]:
    for name in ("id", "name", "issuer", "client_id"):
        if not isinstance(said.get(name), str) or not said[name]:
            raise Refused(f"A directory for single sign-on has no {name}.", what_to_do=_HOW)
    if not _ID.fullmatch(said["id"]):
        raise Refused(
            f"“{said['id']}” cannot be a directory's id: small letters, figures and hyphens.", what_to_do=_HOW
        )
    where = urlsplit(said["issuer"])
    if where.scheme != "https" and where.hostname not in _HERE:
        raise Refused("The issuer of single sign-on must begin with https://.", what_to_do=_HOW)
    domains = said.get("domains") or []
    if not isinstance(domains, list) or not all(isinstance(one, str) for one in domains):
        raise Refused("The domains of a directory are not a list of names.", what_to_do=_HOW)
    return {
        "provider_id": said["id"],
        "name": said["name"],
        "client_id": said["client_id"],
        "secret": _secret(said),
        "settings": {
            "server_url": said["issuer"].rstrip("/"),
            "oauth_pkce_enabled": True,
            "domains": [one.casefold().removeprefix("@") for one in domains],
            "trust_email": said.get("trust_email") is True,
        },
    }


def _secret(said: Mapping[str, Any]) -> str:
    file = said.get("client_secret_file")
    if not file:
        return str(said.get("client_secret") or "")
    try:
        return Path(str(file)).read_text(encoding="utf-8").strip()
    except OSError as no:
        raise Refused("The file with the secret of single sign-on cannot be read.", what_to_do=_HOW) from no
