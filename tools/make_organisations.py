"""Make `reference/organisations.csv` again from open lists of public bodies and what is kept by hand.

Run: python -m tools.make_organisations FOLDER
FOLDER holds, unpacked, the folders `la_names_mysociety`, `la_openregister`, `nhs_org_codes` and `uk_gov_orgs`.
What is written is cut to what is used; sources, licences and dates are in organisations.toml beside it.
"""

import csv
import datetime as dt
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

from tallystick.reference.names import fold
from tools.bodies import Body, after, compact, from_date, read, slug, titled, whole

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "src" / "tallystick" / "reference" / "organisations.csv"
LISTS = {"England": "GB-LAE", "Scotland": "GB-LAS", "Wales": "GB-PLA", "Northern Ireland": "GB-LANI"}
LOCAL_KINDS = {
    "NMD": "district council",
    "UA": "unitary authority",
    "NID": "district council",
    "MD": "metropolitan district council",
    "SCO": "unitary authority",
    "LBO": "London borough council",
    "CTY": "county council",
    "WPA": "unitary authority",
    "COMB": "combined authority",
    "SRA": "strategic authority",
    "CC": "city corporation",
}
GOVERNMENT_KINDS = {
    "Ministerial department": "ministerial department",
    "Non-ministerial department": "non-ministerial department",
    "Executive agency": "executive agency",
    "Executive non-departmental public body": "executive non-departmental public body",
    "Public corporation": "public corporation",
    "Special health authority": "special health authority",
    "Devolved government": "devolved government",
}


def local_authorities(folder: Path, hand: dict[str, Any]) -> list[Body]:
    names_and_codes = folder / "la_names_mysociety" / "data_packages_uk_la_future_uk_local_authorities_future"
    rows = read(names_and_codes.with_suffix(".csv"))
    # only the JSON keeps names that have commas in them whole
    lists = {
        r["local-authority-code"]: r
        for r in json.loads(names_and_codes.with_suffix(".json").read_text(encoding="utf-8"))
    }
    register = folder / "la_openregister"
    by_gss = {
        r["ONS_Code"]: "/".join(r["OpenDataCommunitiesURI"].split("/")[-2:])
        for r in read(register / "lists_opendatacommunities_opendatacommunities.tsv", "\t")
        if r["ONS_Code"]
    }
    welsh = {
        r["principal-local-authority"]: r
        for r in read(register / "data_principal-local-authority_principal-local-authority.tsv", "\t")
    }
    irish = {
        r["name"]: r["local-authority-nir"]
        for r in read(register / "data_local-authority-nir_local-authorities.tsv", "\t")
    }
    official = {}
    for name in ("data_local-authority-eng_local-authorities.tsv", "data_local-authority-sct_local-authority-sct.tsv"):
        for r in read(register / name, "\t"):
            official[next(iter(r.values()))] = [r["official-name"], r["name"]]
    made: list[Body] = []
    code_of: dict[str, str] = {}
    for r in rows:
        short = r["local-authority-code"]
        if r["local-authority-type"] == "COMB":
            code_of[short] = "ts:" + slug(r["official-name"])
        elif short.startswith("NIR-"):
            code_of[short] = "GB-LANI-" + irish[r["official-name"]]
        else:
            code_of[short] = f"{LISTS[r['nation']]}-{short}"
    for r in rows:
        short = r["local-authority-code"]
        name = r["official-name"].strip()
        body = Body(code_of[short], name, LOCAL_KINDS[r["local-authority-type"]], r["nation"])
        body.valid_from, body.valid_to = (from_date(r["start-date"]), after(r["end-date"]))
        body.successor = " ".join(code_of[c] for c in r["replaced-by"].split(",") if c)
        if not short.startswith("NIR-"):
            body.codes.append("mysociety:" + short)
        for gss in [r["gss-code"], *r["former-gss-codes"].split(",")]:
            if gss.strip():
                body.codes.append("gss:" + gss.strip())
        if r["snac"]:
            body.codes.append("snac:" + r["snac"])
        if r["ecode"]:
            body.codes.append("ecode:" + r["ecode"])
        if r["gov-uk-slug"]:
            body.codes.append("govuk:" + r["gov-uk-slug"])
        if r["gss-code"] in by_gss:
            body.codes.append("odc:" + by_gss[r["gss-code"]])
        body.names = [r["nice-name"], *official.get(short, [])]
        body.names += lists[short]["alt-names"]
        if body.kind in ("combined authority", "strategic authority"):
            # "North East" and "Greater London" are regions before they are authorities
            body.names = [n for n in body.names if fold(n).endswith("authority")]
        if short in welsh:
            body.names += [n for k in ("name-cy", "official-name-cy") for n in welsh[short][k].split(" / ")]
        if (
            r["nation"] == "Northern Ireland"
            and body.code[-3:] in hand["northern_ireland"]
            and short.startswith("NIR-")
        ):
            body.successor = "GB-LANI-" + hand["northern_ireland"][body.code[-3:]]
        made.append(body)
    return made


def nhs(folder: Path, hand: dict[str, Any]) -> list[Body]:
    made: list[Body] = []
    boards: dict[str, str] = {}
    for r in read(folder / "nhs_org_codes" / "icb_names_codes_dec_2024.csv"):
        code = "GB-NHS-" + r["ICB24CDH"]
        name = r["ICB24NM"].strip()
        boards[fold(name)] = code
        made.append(
            Body(
                code,
                name,
                "integrated care board",
                "England",
                "2022-07-01",
                "",
                "",
                ["ods:" + r["ICB24CDH"], "gss:" + r["ICB24CD"]],
            )
        )
    for file in ("eccg.csv", "etr.csv"):
        with (folder / "nhs_org_codes" / file).open(encoding="utf-8-sig", newline="") as lines:
            for cells in csv.reader(lines):
                ods, name, begun, ended = (cells[0], cells[1], compact(cells[10]), compact(cells[11]))
                if ended:
                    ended = (dt.date.fromisoformat(ended) + dt.timedelta(days=1)).isoformat()
                body = Body(f"GB-NHS-{ods}", titled(name), "NHS trust", "England", begun, ended, "", ["ods:" + ods])
                if "FOUNDATION TRUST" in name:
                    body.kind = "NHS foundation trust"
                if file == "eccg.csv":
                    body.kind = "clinical commissioning group"
                    if ods in hand["ccgs"]:
                        body.successor = boards[fold(name.split(" - ")[0])]
                        body.name, body.valid_to = (f"NHS {hand['ccgs'][ods]} CCG", "2022-07-01")
                    elif not name.endswith("CCG"):
                        continue
                if ods in ("RQF", "RT4", "RYT"):
                    body.nation = "Wales"
                made.append(body)
    for ods, name, *others in hand["health_boards_wales"]:
        made.append(
            Body(
                f"GB-NHS-{ods}",
                name,
                "health board",
                "Wales",
                "2009-10-01",
                "",
                "",
                ["ods:" + ods],
                [*others, name.replace("University ", "")],
            )
        )
    for name in hand["health_boards_scotland"]:
        others = (
            [name.replace("NHS ", "") + " Health Board", name.replace("NHS ", "") + " NHS Board"]
            if name.startswith("NHS ")
            else []
        )
        made.append(Body("ts:" + slug(name), name, "health board", "Scotland", names=others))
    for name in hand["health_trusts_northern_ireland"]:
        made.append(
            Body(
                "ts:" + slug(name),
                name,
                "health and social care trust",
                "Northern Ireland",
                names=[name.replace("Health and Social Care", "HSC")],
            )
        )
    return made


def government(folder: Path, hand: dict[str, Any]) -> list[Body]:
    results = json.loads((folder / "uk_gov_orgs" / "gov.uk_api_organisations.json").read_text())["results"]
    chosen = {fold(n) for n in hand["government_too"]}
    code_of = {r["id"]: "GB-GOR-" + (r["analytics_identifier"] or "") for r in results}
    made: list[Body] = []
    for r in results:
        name = whole(r["title"])
        kind = GOVERNMENT_KINDS.get(r["format"]) or ("public body" if fold(name) in chosen else None)
        if kind is None or not r["analytics_identifier"]:
            continue
        details = r["details"]
        body = Body(code_of[r["id"]], name, kind, "United Kingdom", "", (details["closed_at"] or "")[:10])
        if "Northern Ireland" in name:
            body.nation = "Northern Ireland"
        elif "Scottish" in name:
            body.nation = "Scotland"
        elif "Welsh" in name or "Wales" in name:
            body.nation = "Wales"
        body.codes = ["govuk:" + details["slug"]]
        abbreviation = whole(details["abbreviation"] or "")
        if abbreviation and fold(abbreviation) != fold(name):
            body.names.append(abbreviation)
        body.successor = " ".join(code_of[s["id"]] for s in r["superseding_organisations"] if s["id"] in code_of)
        made.append(body)
    kept = {b.code for b in made}
    for body in made:
        body.successor = " ".join(c for c in body.successor.split() if c in kept)
    return made


def fire(hand: dict[str, Any]) -> list[Body]:
    made: list[Body] = []
    lines = [(*line, "England") for line in hand["fire"]] + [
        (p, "", "", "", "", [], "Wales") for p in hand["fire_wales"]
    ]
    for where, gss, odc, ended, followed, others, nation in lines:
        name = f"{where} Fire and Rescue Authority"
        body = Body("ts:" + slug(name), name, "fire and rescue authority", nation, "", ended)
        if followed:
            body.successor = (
                "mysociety:GMCA" if followed == "GMCA" else "ts:" + slug(f"{followed} Fire and Rescue Authority")
            )
        body.codes = [f"gss:{gss}"] * bool(gss) + [f"odc:fire-authority/{odc}"] * bool(odc)
        endings = (
            "Fire Authority",
            "Combined Fire Authority",
            "Combined Fire and Rescue Authority",
            "Fire and Rescue Service",
            "Fire and Rescue",
            "Fire Service",
            "Fire",
        )
        body.names = [f"{where} {ending}" for ending in endings] + others
        made.append(body)
    return made


def police(hand: dict[str, Any]) -> list[Body]:
    made: list[Body] = []
    lines = [(*line, "England") for line in hand["police"]]
    lines += [(p, "", "", f"{p} Police", "", "", "Wales") for p in hand["police_wales"]]
    for area, gss, odc, force, ended, followed, nation in lines:
        commissioner = Body(
            "ts:" + slug(f"{area} Police and Crime Commissioner"),
            f"Police and Crime Commissioner for {area}",
            "police and crime commissioner",
            nation,
            "2012-11-22",
            ended,
        )
        commissioner.codes = [f"gss:{gss}"] * bool(gss)
        commissioner.successor = f"mysociety:{followed}" if followed else ""
        commissioner.names = [
            f"{area} Police and Crime Commissioner",
            f"Office of the Police and Crime Commissioner for {area}",
            f"{area} Office of the Police and Crime Commissioner",
            f"Office of the {area} Police and Crime Commissioner",
            f"{area} PCC",
            f"PCC for {area}",
            f"{area} Police, Fire and Crime Commissioner",
            f"Police, Fire and Crime Commissioner for {area}",
            f"{area} Police and Crime Commissioner and Chief Constable",
        ]
        authority = Body(
            "ts:" + slug(f"{area} Police Authority"),
            f"{area} Police Authority",
            "police authority",
            nation,
            "",
            "2012-11-22",
            commissioner.code,
        )
        authority.codes = [f"odc:police-authority/{odc}"] * bool(odc)
        force_body = Body("ts:" + slug(force), force, "police force", nation)
        force_body.names = [
            f"{area} Police",
            f"{area} Constabulary",
            f"Chief Constable of {area}",
            f"Chief Constable of {force}",
            f"Chief Constable for {area}",
        ]
        made += [commissioner, authority, force_body]
    return made


def one_by_one(hand: dict[str, Any]) -> list[Body]:
    return [
        Body(f"ts:{key}", name, kind, nation, begun, ended, successor, list(codes), list(names))
        for key, (name, kind, nation, begun, ended, successor, codes, names) in hand["bodies"].items()
    ]


def main(folder: Path) -> None:
    hand = tomllib.loads((HERE / "organisations_by_hand.toml").read_text(encoding="utf-8"))
    bodies = [
        *local_authorities(folder, hand),
        *fire(hand),
        *police(hand),
        *nhs(folder, hand),
        *government(folder, hand),
        *one_by_one(hand),
    ]
    known: dict[str, Body] = {}
    for body in bodies:
        if body.code in known:
            raise SystemExit(f"Two bodies have the code {body.code}: {known[body.code].name}, {body.name}")
        known[body.code] = body
    alias = {c: b.code for b in bodies for c in b.codes if c.startswith("mysociety:")}
    for body in bodies:
        body.successor = " ".join(alias.get(c, c) for c in body.successor.split())
        for code in body.successor.split():
            if code not in known:
                raise SystemExit(f"{body.code} is followed by {code}, which is not in the list")
    for code, names in hand["names"].items():
        target = known.get(alias.get(code, code))
        if target is None:
            raise SystemExit(f"Names by hand for {code}, which is not in the list")
        target.names += names
    for code, name in hand["full_names"].items():
        target = known[alias.get(code, code)]
        target.names.append(target.name)
        target.name = name
    for code, names in hand["not_its_name"].items():
        known[code].names = [n for n in known[code].names if n not in names]
    for code, (begun, ended) in hand["dates"].items():
        target = known[alias.get(code, code)]
        target.valid_from, target.valid_to = (begun or target.valid_from, ended or target.valid_to)
    with OUT.open("w", encoding="utf-8", newline="") as lines:
        out = csv.writer(lines, lineterminator="\n")
        out.writerow(
            ["code", "name", "kind", "nation", "valid_from", "valid_to", "successor", "other_codes", "other_names"]
        )
        for body in sorted(bodies, key=lambda b: b.code):
            seen, names = {fold(body.name)}, []
            for name in body.names:
                name = re.sub(r"\s+", " ", name).strip()
                if name and "\ufffd" not in name and "ï¿½" not in name and fold(name) not in seen:
                    seen.add(fold(name))
                    names.append(titled(name) if name.islower() else name)
            codes = list(dict.fromkeys(body.codes))
            out.writerow(
                [
                    body.code,
                    body.name,
                    body.kind,
                    body.nation,
                    body.valid_from,
                    body.valid_to,
                    body.successor,
                    "|".join(codes),
                    "|".join(names),
                ]
            )
    print(f"{len(bodies)} bodies")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
