"""What a published column may be: every field that a mapping may name, in words, and how its cells are read."""

TEXT, LONG, DAY, MONEY, FLAG, ODD = "text", "long", "day", "money", "flag", "odd"

_FIELDS: dict[str, tuple[str, str]] = {
    "reference": ("Contract reference", TEXT),
    "ocid": ("Open Contracting ID", TEXT),
    "title": ("Title", TEXT),
    "description": ("Description", LONG),
    "organisation": ("Council", TEXT),
    "organisation_code": ("Council's code", TEXT),
    "department": ("Department", TEXT),
    "category_label": ("Category", TEXT),
    "category_uri": ("Category's web address", TEXT),
    "category_code": ("Category code", TEXT),
    "cpv": ("CPV code", TEXT),
    "cpv_label": ("CPV in words", TEXT),
    "proclass": ("ProClass code", TEXT),
    "proclass_label": ("ProClass in words", TEXT),
    "supplier": ("Supplier", ODD),
    "more_suppliers": ("Another supplier", ODD),
    "company_number": ("Company number", ODD),
    "charity_number": ("Charity number", ODD),
    "company_or_charity": ("Company or charity number", ODD),
    "vat_number": ("Supplier's VAT number", TEXT),
    "other_supplier_id": ("Supplier's other number", TEXT),
    "supplier_kind": ("What kind of supplier", ODD),
    "supplier_address": ("Supplier's address", TEXT),
    "supplier_postcode": ("Supplier's postcode", TEXT),
    "supplier_email": ("Supplier's email", TEXT),
    "period": ("Start and end in one column", ODD),
    "start": ("Start", DAY),
    "end": ("End", DAY),
    "latest_end": ("Latest end, with every extension", DAY),
    "review": ("Review date", DAY),
    "last_extension": ("Last extension date", DAY),
    "awarded": ("Date of award", DAY),
    "signed": ("Date signed", DAY),
    "terminated": ("Ended early on", DAY),
    "effective": ("Date of the register", DAY),
    "term": ("Term", ODD),
    "term_kind": ("Fixed, rolling or open-ended", ODD),
    "extension": ("Extension options", ODD),
    "extendable": ("Whether it can be extended", ODD),
    "extension_count": ("How many extensions", ODD),
    "extension_notice": ("Notice to extend", ODD),
    "notice": ("Notice period", ODD),
    "value": ("Value", MONEY),
    "annual_value": ("Value a year", MONEY),
    "value_low": ("Value, lowest", MONEY),
    "value_high": ("Value, highest", MONEY),
    "value_basis": ("Estimated or actual", ODD),
    "value_period": ("Whole life or a year", ODD),
    "vat": ("With or without VAT", ODD),
    "irrecoverable_vat": ("VAT that cannot be recovered", MONEY),
    "currency": ("Currency", ODD),
    "route": ("Route to market", ODD),
    "framework": ("Framework", TEXT),
    "lot": ("Lot", TEXT),
    "contract_type": ("Type of contract", TEXT),
    "sme": ("SME", FLAG),
    "vcse": ("VCSE", FLAG),
    "sme_or_vcse": ("SME or VCSE", ODD),
    "vcse_kind": ("Kind of VCSE", TEXT),
    "owner": ("Contract manager or contact", TEXT),
    "owner_email": ("Contact's email", TEXT),
    "owner_phone": ("Contact's telephone", TEXT),
    "sponsor": ("Sponsor", TEXT),
    "contact_url": ("Contact's web address", TEXT),
    "document_url": ("Contract document", TEXT),
    "tender_url": ("Tender or notice", TEXT),
    "performance_url": ("Performance information", TEXT),
    "area_label": ("Area served", TEXT),
    "area_uri": ("Area's web address", TEXT),
    "status": ("Status", TEXT),
    "notes": ("Notes", LONG),
    "tupe": ("TUPE", FLAG),
    "personal_data": ("Personal data", FLAG),
    "confidential": ("Confidential", FLAG),
}

COLUMNS: dict[str, str] = {name: label for name, (label, _) in _FIELDS.items()}
"""Field -> label: what a person may say that a column is. `OTHER` besides."""

KINDS: dict[str, str] = {name: kind for name, (_, kind) in _FIELDS.items()}
"""Field -> how its cells are read: ``text`` ``long`` ``day`` ``money`` ``flag``, or ``odd``: in its own way."""

OTHER = "other"
"""A person's word that a column is no field: it is kept with each row."""

PEOPLE = frozenset({"owner", "owner_email", "owner_phone", "sponsor", "supplier_email"})
"""Fields that name or reach a person."""

DAYS = tuple(name for name, kind in KINDS.items() if kind == DAY)
