"""Headings of contract registers for terms, money, routes, people and the rest: see `register_vocabulary`."""

Entry = tuple[tuple[str, ...], tuple[str, ...], str]


def entry(exact: str, words: str = "", unless: str = "") -> Entry:
    """Headings and sets of words parted by ``|``; `unless` by spaces."""

    def split(text: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in text.split("|") if part.strip())

    return split(exact), split(words), unless


TERMS: dict[str, Entry] = {
    "term": entry(
        "contract term|term|duration|contract duration|contract length|length of contract|length|term of contract|initial term|contract term months"
        "|term months|duration months|duration of contract|term years|contract length months|length months|contract term years|initial contract term"
        "|contract duration months|initial period|contract period years|contract period months|period months|length of term|hyd y contract|hyd"
        "|term in months|term in years|duration in months|contract length years|length of agreement|contract term and extensions|term extensions"
        "|term and extension options|agreement length|no of months|number of months|months|duration years|term incl extensions|contract length inc extensions",
        "contract term|contract duration|contract length|length contract|initial term|duration|term months|term years|length agreement|period months",
        "date payment terms notice insurance end start review longest value cost extension",
    ),
    "extension": entry(
        "extension options|extension option|extension|extensions|extension period|option to extend|options to extend|contract extension|extension terms"
        "|extension available|extensions available|extension periods|possible extensions|permitted extensions|extension months|extension period months"
        "|contract extension options|contract extensions|potential extension|potential extensions|available extensions|extension details|extension clause"
        "|extendable|optional extension|optional extensions|extension provision|extension s|renewal options|renewal option|extend|options|extension length"
        "|extension duration|can be extended|can contract be extended|is there an option to extend|extension years|estyniad|opsiwn i ymestyn|number of extensions"
        "|extension option months|extension period s|extensions period|extension options months|extension term|provision for extension|extensions remaining"
        "|remaining extensions|extension allowed|contract extendable|extension option available|extension 1|possible extension",
        "option extend|extension options|extension option|extension period|extensions available|extension available|extension months|permitted extensions"
        "|possible extension|possible extensions|extension terms|can extended|option extension|extension|extensions|extendable|renewal options",
        "date end expiry notice value number cost taken used approved last deadline latest spend",
    ),
    "extension_notice": entry(
        "extension notice|extension notice period|notice to extend|notice required to extend|notice period for extension|notice of extension",
        "extension notice|notice extend",
    ),
    "notice": entry(
        "notice period|termination notice|notice|termination notice period|notice required|termination period|notice to terminate|period of notice"
        "|contract notice period|notice period months|notice period days|notice period for termination|notice terms|break notice|cyfnod rhybudd",
        "notice period|termination notice|notice terminate|notice required|notice months|notice days",
        "extension extend award url tender published ojeu fts contracts link reference number id type insurance",
    ),
    "term_kind": entry("term kind|rolling contract|rolling|contract rolling|fixed or rolling|rolling or fixed|term type|type of term", "rolling contract", "value"),
    "value": entry(
        "contract value|total contract value|value|value of contract|total value|estimated contract value|contract value gbp|contract value total"
        "|estimated total value|estimated value|whole life value|lifetime value|whole life cost|total contract value gbp|contract sum|award value"
        "|awarded value|value of agreement|agreement value|total estimated value|total cost|contract price|total contract cost|contract cost|cost"
        "|total value of contract|contract total value|overall value|overall contract value|total spend|amount|contract amount|price|total price|sum"
        "|estimated total contract value|approx value|approximate value|actual contract value|contract value ex vat|contract value exc vat|total lifetime value"
        "|contract value excluding vat|contract value net|contract value inc vat|total amount|gwerth|gwerth y contract|cyfanswm gwerth|value of the contract"
        "|contract award value|tender value|tender sum|tender price|full contract value|total contract value excluding vat|contract value over full term"
        "|sum to be paid over the length of the contract|value exc vat|value ex vat|value gbp|estimated contract value over full term|estimated value of contract"
        "|budget|contract budget|purchase order value|order value|po value|grant value|grant amount|total contract value ex vat|total value ex vat|value k|value m"
        "|value over lifetime of contract|total contract value inc extensions|maximum contract value|max value|spend|contract value 000|value 000|value 000s"
        "|contract value estimated|contract value k|value whole life|licence cost|contract lifetime value|gross value|net value|net contract value",
        "contract value|total value|estimated value|value contract|whole life|award value|awarded value|lifetime value|contract sum|contract price"
        "|total cost|contract cost|value|cost|amount|spend total",
        "annual annually yearly annum year low high lower upper minimum irrecoverable fixed basis type band uri monthly month social date code remaining"
        " currency insurance code category variation tax estimated/fixed vatable centre threshold saving savings spent to extension pa code band range",
    ),
    "annual_value": entry(
        "annual value|annual contract value|estimated annual value|annual cost|value per annum|annual spend|estimated annual spend|contract value per annum"
        "|annual contract value gbp|value pa|annual value gbp|average annual value|yearly value|annual amount|cost per annum|yearly cost|annual charge"
        "|annual value of contract|approximate annual value|approx annual value|estimated annual contract value|annual price|contract value pa|cost pa"
        "|value per year|cost per year|annual budget|gwerth blynyddol|annual value exc vat|annual value ex vat|per annum|value p a|annual licence cost"
        "|annual maintenance|annual maintenance cost|annual fee|estimated annual cost|price per annum|annual support cost|annual support and maintenance",
        "annual value|annual cost|annual spend|value annum|cost annum|annual contract|value year|annual price|annual amount|yearly|annual|cost year|value pa",
        "review date report end start increase uplift month leave",
    ),
    "value_low": entry("value low|lowest value|minimum value|value from|value lower|value min|low value|contract value low|min value", "value low|value minimum|value lower", ""),
    "value_high": entry("value high|highest value|value to|value upper|value max|high value|contract value high|upper value", "value high|value upper", ""),
    "value_basis": entry(
        "fixed cost estimated cost|fixed cost|fixed or estimated|value type|fixed estimated|estimated or actual|actual or estimated|value basis"
        "|estimated or fixed|cost type|estimated actual|fixed or estimated cost|basis of value|fixed cost or estimated cost|fixed price or estimated"
        "|actual estimated|estimated fixed|is the value estimated",
        "fixed estimated|actual estimated|value basis|value type", "",
    ),
    "value_period": entry("value period|value per|annual or total|total or annual|value frequency|payment frequency|whole life or annual", "annual total value", ""),
    "vat": entry("vat|vat basis|vat status|vat included|vat inclusive|inc or exc vat|vat treatment|net or gross|inclusive of vat|includes vat", "vat basis|vat included|vat treatment", "irrecoverable registration number amount reg no"),
    "irrecoverable_vat": entry(
        "irrecoverable vat|vat that cannot be recovered|vat irrecoverable|non recoverable vat|unrecoverable vat|value added tax that cannot be recovered"
        "|vat not recoverable|irrecoverable vat amount|amount of irrecoverable vat|vat which cannot be recovered|vat not recovered",
        "irrecoverable vat|vat cannot recovered|non recoverable vat|unrecoverable vat|vat recovered|tax cannot recovered",
    ),
    "currency": entry("currency|currency code|contract currency|currency of contract", "currency"),
    "route": entry(
        "tender process type|process type|procurement route|route to market|procurement process|procurement method|procurement procedure|procedure|procedure type"
        "|tender process|tender type|procurement type|type of procurement|type of process|tendering process|tender procedure|award procedure|process|route"
        "|invitation to tender or quote|invitation to quote or tender|itt or itq|quote or tender|tender or quotation|procured by|how procured|method of procurement"
        "|result of invitation to quote or published invitation to tender|type of procedure|award method|sourcing method|procurement approach|tender or quote"
        "|dull caffael|ojeu procedure type|method of award|method|procurement procedure used|invitation to quote q or published invitation to tender t"
        "|was the contract the result of an invitation to quote or a published invitation to tender|procurement process type|quotation or tender|itq itt"
        "|competition type|route to market used|procurement strategy|tendered|competed|how was it procured|purchase route|buying route|sourcing route|tender method",
        "process type|procurement route|route market|procurement process|procurement method|procurement procedure|tender process|tender procedure|invitation tender"
        "|invitation quote|procedure type|award procedure|procurement type|tender type|award method",
        "url date reference document number link officer start lead manager code status id",
    ),
    "framework": entry(
        "framework|framework name|framework agreement|framework used|framework reference|framework title|name of framework|framework dps|dps framework|framework no"
        "|framework agreement used|framework number|framework ref|framework or dps|purchasing framework|framework details|call off framework|fframwaith|which framework"
        "|procured from framework|framework provider|framework id|consortium|framework agreement name|framework agreement reference|framework agreement number",
        "framework name|framework reference|framework used|framework agreement|framework number|framework ref|framework",
        "date type lot value",
    ),
    "lot": entry("lot|lot number|lot no|lot name|lots|lot title|lot description|framework lot|lot ref|lot id|lot reference|lot s", "lot number|lot name|lot title|framework lot|lot no|lot"),
    "contract_type": entry(
        "contract type|type of contract|agreement type|type of agreement|type|contract agreement type|nature of agreement|type of contract agreement|form of contract"
        "|contract form|form of agreement|math o gontract|math|ojeu contract type|contract classification|kind of contract|contract category type|record type|notice type",
        "contract type|type contract|agreement type|type agreement",
        "supplier process procurement procedure value date extension vcse",
    ),
    "sme": entry(
        "sme supplier|sme|supplier is sme|is sme|small or medium enterprise|sme status|sme y n|sme yes no|is supplier an sme|is the supplier an sme|small medium enterprise"
        "|supplier sme|small or medium sized enterprise|sme indicator|small to medium enterprise|is the supplier a small or medium enterprise|is an sme|busnes bach neu ganolig"
        "|is the supplier a small or medium sized enterprise|small medium sized enterprise|awarded to sme",
        "sme|small medium enterprise|small medium sized", "vcse vco vcs voluntary suitable charity",
    ),
    "sme_or_vcse": entry(
        "sme vcse|sme or vcse|vcse sme|sme vcs|vcse or sme|sme voluntary|sme and or vcse|sme vco|is the supplier an sme or vcse|sme vcse status|sme vcse supplier|sme vcse neither"
        "|is supplier sme or vcse|small or medium sized enterprise and or a voluntary or community sector organisation|supplier sme vcse",
        "sme vcse|sme vcs|sme voluntary|sme vco|medium voluntary|sme vcfse", "suitable",
    ),
    "vcse": entry(
        "vcse supplier|vcse|voluntary community or social enterprise|is vcse|vcs|voluntary sector|supplier is vcse|vcse status|vcse y n|vcse yes no|voluntary or community sector"
        "|vco|voluntary community sector|is supplier a vcse|is the supplier a vcse|voluntary organisation|third sector|vcfse|voluntary or community sector organisation|is an vcse"
        "|supplier vcse|vcse organisation|voluntary community social enterprise|is the supplier a voluntary or community sector organisation|charity|awarded to vcse|is a vcse",
        "vcse|voluntary community|voluntary sector|vcs|vco|third sector|vcfse", "sme type kind number suitable small registration commission grant",
    ),
    "vcse_kind": entry("vcse supplier type|vcse type|type of vcse|voluntary or community sector type|vcse kind|vcse category|vcse organisation type", "vcse type|vcse kind"),
    "owner": entry(
        "nominated contact point name|contract manager|contact name|contract owner|responsible officer|contract officer|lead officer|contact|officer|owner|contact officer|contact person"
        "|council contact|contract manager name|named officer|nominated contact|contract administrator|manager|contract lead|officer responsible|responsible person|council officer"
        "|contract manager owner|contact point|service manager|client officer|contract owner name|council contact name|procurement officer|procurement lead|procurement contact|buyer contact"
        "|swyddog cyswllt|rheolwr contract|business owner|system owner|commissioner|contract contact|contact point name|category manager|contract supervisor|contract manager s|lead|contact details",
        "contact name|contract manager|contract owner|responsible officer|lead officer|contact officer|contact point|contract officer|council contact|officer responsible|nominated contact|procurement officer"
        "|contract administrator|named contact|contact",
        "email e mail url supplier telephone phone tel website address director sponsor web contractor provider number date postcode fax vendor organisation",
    ),
    "owner_email": entry(
        "nominated contact point email|contact email|contract manager email|email|email address|contact email address|officer email|owner email|e mail|contract owner email|contact e mail|e bost",
        "contact email|email|e mail", "supplier contractor provider",
    ),
    "owner_phone": entry("contact telephone|telephone|contact phone|contact number|contact telephone number|phone|tel|tel no|telephone number|phone number|contact tel", "telephone|phone|contact tel", "supplier contractor provider"),
    "sponsor": entry("sponsor|senior responsible officer|senior responsible owner|sro|contract sponsor|executive sponsor|director|head of service|assistant director|budget holder|executive director|service director|responsible director", "senior responsible|contract sponsor|head service|budget holder|responsible director", "email"),
    "contact_url": entry("nominated contact point url|contact url|contact website|contact web page|contact web address", "contact url|contact website|contact point url"),
    "document_url": entry("contract document url|contract url|document url|contract document|contract documents|link to contract|contract link|link|url|links|link to document|contract documentation|web link|document link|dolen", "contract document url|contract url|document url|contract link|document link|link contract|contract document", "tender contact performance"),
    "tender_url": entry("tender document url|tender url|link to tender|tender notice url|notice url|contracts finder link|contracts finder url|contracts finder reference|award notice url|tender documents|award notice link|link to notice|notice identifier|notice link|tender documentation|find a tender link|link to contracts finder|contracts finder|contracts finder ref|ojeu reference|ojeu ref|fts reference|notice reference|contract award notice|find a tender reference", "tender document|tender url|notice url|contracts finder|award notice|notice link|tender link|notice identifier|find tender|ojeu reference|notice reference", "date y n"),
    "performance_url": entry("performance information url|performance url|performance information|link to performance", "performance url|performance information"),
    "area_label": entry("location service label|area served label|area served|location|location served|area|geographic area|geographical area|region|location label|delivery area|ward|area covered|location of service|place of performance|location service area label|sites|premises", "location service label|area served|location label|geographic area|location served", "uri supplier"),
    "area_uri": entry("location served uri|area served uri|location uri|location service uri|area uri", "location uri|area uri|served uri"),
    "status": entry("status|contract status|current status|state|live expired|contract state|active|statws|live|stage|contract stage|live or expired|contract live|is live", "contract status|status", "supplier sme vcse vat procurement project insurance"),
    "notes": entry("notes|comments|comment|note|remarks|additional information|additional notes|further information|other information|nodiadau|sylwadau|notes comments|comments notes|additional comments|general notes|any other comments|additional info|update|updates|latest update|commentary|position statement", "notes|comments|additional information|further information|remarks", "extension supplier"),
    "tupe": entry("tupe|tupe applies|tupe y n|does tupe apply|tupe implications|tupe applicable|subject to tupe", "tupe"),
    "personal_data": entry("personal data|gdpr|processes personal data|personal data processed|data processor|holds personal data|data protection|gdpr applies|contains personal data|data processing|personal data y n|does the contract involve personal data", "personal data|gdpr|data processor|data processing", "date url"),
    "confidential": entry("confidential|commercially sensitive|commercial in confidence|exempt from publication|confidential y n", "commercially sensitive|commercial confidence"),
}  # fmt: skip
