"""A contract, and what belongs to the agreement itself."""

from django.db import models
from django.db.models import Q
from django.db.models.fields.json import JSONField

from tallystick.contracts import choices
from tallystick.contracts.models.kept import Kept, chosen, day, figure, pence, prose, text, yes_or_no
from tallystick.councils.models import Organisation, Person


class Contract(Kept):
    """One contract of one organisation.

    end: the last day of the term as it stands, with the extensions that were used; latest_end: with every extension.
    extensions: months of each that is provided for, in the order of their use; extensions_used: how many were used.
    break_…: the day, the days between which, or every how many months either may break it. end_after: how long after
    notice of a break it ends, where that is what was agreed. renewal_months: by how much it renews itself;
    renewal_times: how often, null for no limit. notice: to end it in whichever way has no notice of its own.
    A notice is ``{"count", "unit", "clear"}``, unit ``days``, ``working_days`` or ``months``.
    next_route: how what follows would be bought; lead_days: how long that takes here, where it is not as usual.
    value_pence: on the VAT basis `vat`, for `value_period`. owner, sponsor: people here; the names are as written.
    public: shown to everybody who may sign in, in the fields that are declared public.
    identity: tells it from others when its register comes again; empty for one that was typed in.
    other: heading -> text of the register's columns that have no field here. as_written: field -> cell.
    search_text, supplier_label: derived from the row and its parties, for searching and listing.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contracts")
    identity = text(200)
    reference = text(200)
    ocid = text(200)
    title = text(1000)
    description = prose()
    department = text(300)
    category = text(40)
    category_how = text(10)
    category_label = text(300)
    category_code = text(100)
    category_uri = text(500)
    cpv = text(100)
    cpv_label = text(300)
    proclass = text(100)
    proclass_label = text(300)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="owned")
    owner_name = text(200)
    owner_email = text(300)
    owner_phone = text(100)
    sponsor = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="sponsored")
    sponsor_name = text(200)

    start = day()
    end = day()
    latest_end = day()
    review = day()
    last_extension = day()
    awarded = day()
    signed = day()
    terminated = day()
    effective = day()
    term_kind = chosen(choices.TERM_KINDS, "unknown")
    term = text(500)
    term_months = models.PositiveIntegerField(null=True, blank=True)
    extension = text(1000)
    extensions = JSONField(default=list, blank=True)
    extensions_used = models.PositiveIntegerField(null=True, blank=True)
    extension_by = chosen(choices.WHO_MAY)
    extension_notice = JSONField(null=True, blank=True)
    break_on = day()
    break_from = day()
    break_to = day()
    break_every_months = models.PositiveIntegerField(null=True, blank=True)
    break_by = chosen(choices.WHO_MAY)
    break_notice = JSONField(null=True, blank=True)
    end_after = JSONField(null=True, blank=True)
    renewal_months = models.PositiveIntegerField(null=True, blank=True)
    renewal_times = models.PositiveIntegerField(null=True, blank=True)
    renewal_notice = JSONField(null=True, blank=True)
    notice = JSONField(null=True, blank=True)
    framework_end = day()
    next_route = text(40)
    lead_days = models.PositiveIntegerField(null=True, blank=True)

    value_pence = pence()
    value_period = chosen(choices.VALUE_PERIODS, "unknown")
    value_basis = chosen(choices.VALUE_BASES, "unknown")
    vat = chosen(choices.VAT, "unknown")
    vat_pence = pence()
    irrecoverable_vat_pence = pence()
    value_low_pence = pence()
    value_high_pence = pence()
    annual_value_pence = pence()
    currency = text(10)

    route = text(500)
    route_code = text(40)
    framework = text(500)
    lot = text(300)
    contract_type = text(300)
    regime = chosen(choices.REGIMES)
    regime_evidence = chosen(choices.REGIME_EVIDENCE)
    regime_reference = text(500)

    data_role = chosen(choices.DATA_ROLES)
    personal_data = yes_or_no()
    special_category = yes_or_no()
    processing_agreement = yes_or_no()
    impact_assessed = day()
    data_location = text(300)
    data_return = prose()
    tupe = yes_or_no()
    tupe_notes = prose()
    exit_terms = prose()
    assignment = chosen(choices.ASSIGNMENT)
    assignment_terms = prose()
    negotiation_notes = prose()

    contact_url = text(1000)
    document_url = text(1000)
    tender_url = text(1000)
    performance_url = text(1000)
    area_label = text(300)
    area_uri = text(500)
    status = text(200)
    notes = prose()
    marked_confidential = yes_or_no()
    public = models.BooleanField(default=False)

    tier = chosen(choices.TIERS)
    tier_how = text(20)
    tier_why = prose()

    other = JSONField(default=dict, blank=True)
    as_written = JSONField(default=dict, blank=True)
    source_file = text(64)
    source_name = text(300)
    source_sheet = text(200)
    source_row = models.PositiveBigIntegerField(null=True, blank=True)

    search_text = prose()
    supplier_label = text(600)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "identity"],
                condition=Q(removed=False) & ~Q(identity=""),
                name="contract_one_identity",
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "end"], name="contract_by_end"),
            models.Index(fields=["organisation", "reference"], name="contract_by_reference"),
            models.Index(fields=["organisation", "supplier_label"], name="contract_by_supplier"),
            models.Index(fields=["organisation", "value_pence"], name="contract_by_value"),
            models.Index(fields=["end", "id"], name="contract_end"),
        ]

    def __str__(self) -> str:
        return self.title or self.reference or f"Contract {self.pk}"


class OfContract(Kept):
    """A row that belongs to one contract."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Party(OfContract):
    """A supplier or sub-contractor, by the council's own name for it.

    sme, vcse: in the sense of the Transparency Code; sme_act, vcse_act: in the sense of the Procurement Act.
    supplier_id, supplier_name, match_thousandths, match_why: who that is, as worked out from all published names;
    derived, and worked out again as those change.
    """

    role = chosen(choices.PARTY_ROLES, "supplier")
    name = text(500)
    company_number = text(40)
    charity_number = text(40)
    vat_number = text(40)
    other_supplier_id = text(200)
    supplier_kind = text(200)
    address = prose()
    postcode = text(20)
    email = text(300)
    sme = yes_or_no()
    sme_act = yes_or_no()
    vcse = yes_or_no()
    vcse_act = yes_or_no()
    vcse_kind = text(200)
    supplier_id = text(80)
    supplier_name = text(500)
    match_thousandths = models.PositiveIntegerField(null=True, blank=True)
    match_why = text(500)

    class Meta:
        indexes = [
            models.Index(fields=["supplier_id"], name="party_by_supplier"),
            models.Index(fields=["contract"], name="party_of_contract", condition=Q(removed=False)),
        ]


class Lot(OfContract):
    """One lot of a contract."""

    number = text(40)
    title = text(500)
    supplier = text(500)
    value_pence = pence()
    notes = prose()


class Document(OfContract):
    """A document, kept by the SHA-256 of its bytes. Never run, and given out only as a download."""

    kind = chosen(choices.DOCUMENT_KINDS, "other")
    title = text(300)
    file_name = text(300)
    sha256 = text(64)
    size = models.PositiveBigIntegerField(default=0)
    media_type = text(100)
    scan = chosen(choices.SCANS, "not_scanned")
    dated = day()
    expires = day()


class Obligation(OfContract):
    """Something that one side has promised, beside paying and supplying."""

    who = chosen(choices.OBLIGED, "supplier")
    what = prose()
    clause = text(100)
    due = day()
    every_months = models.PositiveIntegerField(null=True, blank=True)
    done = day()
    evidence = prose()


class PriceLine(OfContract):
    """An agreed price or rate. The price is confidential."""

    item = text(500)
    unit = text(100)
    quantity = figure()
    unit_price_pence = pence()
    vat = chosen(choices.VAT, "unknown")
    begins = day()
    ends = day()
    notes = prose()


class Relation(OfContract):
    """How a contract stands to another of the same organisation."""

    kind = chosen(choices.RELATIONS, "related")
    other = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    notes = prose()


class AdoptedNotice(OfContract):
    """A published award notice that a person took as evidence of the contract. `values`: what the notice says."""

    notice = text(200)
    ocid = text(200)
    source_file = text(64)
    source_row = models.PositiveBigIntegerField(null=True, blank=True)
    url = text(1000)
    values = JSONField(default=dict, blank=True)
    confidence_thousandths = models.PositiveIntegerField(null=True, blank=True)
    reasons = JSONField(default=list, blank=True)
