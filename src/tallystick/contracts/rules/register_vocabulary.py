"""Headings of contract registers, as data: field -> (exact headings, sets of words that are enough, words that deny it).

Headings are folded (`lake.tidy.headings.fold`): lower case, no punctuation. The best come first.
"""

from tallystick.contracts.rules.register_vocabulary_terms import TERMS, Entry, entry

WORDS: dict[str, Entry] = {
    "reference": entry(
        "contract reference|contract reference number|contract reference number id|reference number|reference|contract ref"
        "|contract ref no|contract ref number|contract number|contract no|contract id|ref|ref no|ref number|unique reference"
        "|unique reference number|unique id|unique identifier|urn|contract register number|register number|register ref"
        "|register reference|register id|agreement number|agreement reference|agreement no|agreement id|contract code"
        "|purchase order number|po number|po no|order number|tender reference|tender ref|project reference|project ref"
        "|our reference|our ref|procurement reference|procurement ref|record id|id|number|no|contract unique reference"
        "|parent reference|award reference|dn ref|dn reference|dn number|dn no|procontract reference|procontract ref"
        "|procontract id|procontract number|in tend reference|chest reference|chest ref|source reference"
        "|contract register reference|contract register id|cyfeirnod|rhif cyfeirnod|rhif contract|cyfeirnod contract|item|item no"
        "|title ref|title reference|contract title ref|s no|sno|serial number|serial no|line no|row",
        "contract reference|contract ref|contract number|contract no|contract id|reference number|unique reference|unique identifier"
        "|agreement number|tender reference|procurement reference|contract identifier|reference|ref|urn|order number|po number",
        "supplier charity company registration vendor framework lot notice ocid ocds vat tender procedure uri cpv proclass type date"
        " committee decision phone telephone insurance extensions url link category contact value end start",
    ),
    "ocid": entry(
        "open contracting id|open contracting identifier|ocid|ocds id|ocds identifier|ocds|open contracting reference",
        "open contracting|ocid|ocds",
    ),
    "title": entry(
        "title of the agreement|contract title|title of agreement|title|contract name|name of contract|agreement title"
        "|title of contract|title description|contract title description|contract|project title|project name|subject"
        "|contract subject|subject of contract|agreement|agreement name|contract title name|name of agreement|contract agreement"
        "|procurement title|tender title|title of procurement|scheme|contract project|project|teitl|teitl y contract|enw r contract"
        "|contract details|system|system name|application|application name|product|product name|software|contract service"
        "|service contract|contract description title|short title|short description|what is the contract for|contract for"
        "|contract summary|name of project|nature of contract|purpose of contract|purpose|name|contract label|contract heading"
        "|goods services works|works goods services|requirement|procurement|service provided|services provided|service goods|item description",
        "contract title|agreement title|title agreement|title contract|contract name|project title|procurement title|tender title"
        "|title|contract subject",
        "reference ref number no id supplier officer manager contact job department directorate date value category cpv document owner"
        " framework code lot lead postholder",
    ),
    "description": entry(
        "description of goods and services|description of the goods and or services being provided|description"
        "|contract description|description of goods or services|description of the goods and services|goods and services"
        "|description of contract|description of services|brief description|detailed description|description of goods"
        "|goods services description|description of agreement|scope|scope of contract|contract scope|summary|details"
        "|service description|description of the contract|contract purpose|description of requirement|full description"
        "|long description|additional description|disgrifiad|disgrifiad o r contract|what the contract is for|further details"
        "|description of supply|description of goods services|description of goods services works|services supplied|description of works"
        "|additional text|details of contract|contract details and scope",
        "description goods|description services|contract description|description service|description contract|scope"
        "|description works|description",
        "category cpv proclass code label extension extend procurement route value supplier option classification sercop document",
    ),
    "organisation": entry(
        "organisation name|organisation label|organisation|name of organisation|council|council name|authority|authority name"
        "|local authority|local authority name|contracting authority|contracting body|publisher|publisher name|buyer|buyer name"
        "|body name|body|name of body|lead authority|lead organisation|buying organisation|contracting organisation|awarding body"
        "|awarding authority|purchasing organisation|organization name|organization|procuring authority|sefydliad|cyngor|awdurdod|client"
        "|client organisation|organisation s|commissioning organisation|commissioning authority",
        "organisation name|contracting authority|authority name|council name|buyer name|lead authority|procuring organisation",
        "supplier code uri id contact type date url reference registration department unit",
    ),
    "organisation_code": entry(
        "organisation code|organisation uri|organisation id|organisation identifier|authority code|council code|buyer id|body code",
        "organisation code|organisation uri|organisation id|authority code", "supplier",
    ),
    "effective": entry(
        "effective date|register date|data as at|as at date|date of register|extract date|report date|period end|reporting period"
        "|date of extract|data date|date published|publication date|published date|publish date|date last updated|last updated|date updated",
        "effective date|published date|publication date|last updated", "start end contract expiry from",
    ),
    "department": entry(
        "directorate service responsible|local authority department responsible|department responsible|department"
        "|directorate|service area|organisational unit|department name|directorate name|responsible department|service department"
        "|department service|directorate department|department directorate|directorate service|service directorate|service unit"
        "|division|service|business unit|business area|responsible directorate|service responsible|council department|team"
        "|portfolio|dept|dept name|service group|client department|user department|commissioning department|owning department"
        "|contracting department|organisation unit|group|section|service division|department team|responsible service|lead department"
        "|cyfarwyddiaeth|adran|gwasanaeth|maes gwasanaeth|service team|budget holder department|department division|owning service"
        "|service area department|department service area|directorate division|school department|faculty|cost centre name|cost centre",
        "department|directorate|service area|organisational unit|business unit|responsible service|service responsible|dept|division"
        "|service unit",
        "supplier officer manager contact email code date name value category director head description label uri",
    ),
    "category_label": entry(
        "procurement classification councils procurement category label|procurement category|category|category label"
        "|council procurement category|councils procurement category|category name|procurement category label|contract category"
        "|service category label|service category|spend category|category of spend|category description|commodity|commodity name"
        "|category level 1|categori|procurement classification|classification|category group|sub category|category type|goods services or works"
        "|works goods or services|goods works services|goods works or services|works services or goods|works services supplies|type of spend"
        "|procurement category name|category area|type of procurement|procurement type category",
        "procurement category|service category|category label|category name|spend category|contract category|category|commodity"
        "|classification label",
        "cpv proclass uri code manager officer lead number supplier contact id vcse sme",
    ),
    "category_uri": entry("service category uri|category uri|procurement category uri", "category uri"),
    "category_code": entry(
        "category code|category id|procurement category code|service category code|commodity code|unspsc|unspsc code"
        "|nhs eclass|eclass code|sercop code|thomson code|category no|category number",
        "category code|commodity code|category id", "cpv proclass uri",
    ),
    "cpv": entry(
        "procurement classification cpv code|cpv code|cpv codes|cpv|cpv code s|main cpv code|common procurement vocabulary code"
        "|cpv number|cpv codes main|cpv main code|primary cpv code|common procurement vocabulary|cod cpv|cpv code number|cpv ref",
        "cpv code|cpv codes|cpv number|cpv", "label description name",
    ),
    "cpv_label": entry(
        "procurement classification cpv label|cpv label|cpv description|cpv code description|cpv name|cpv title|cpv category",
        "cpv label|cpv description|cpv name",
    ),
    "proclass": entry(
        "procurement classification proclass code|proclass code|proclass|proclass codes|pro class|pro class code|proclass classification"
        "|proclass number|proclass id|proclass category code|procurement classification proclass",
        "proclass code|proclass", "label description name",
    ),
    "proclass_label": entry(
        "procurement classification proclass label|proclass label|proclass description|proclass name|proclass category"
        "|proclass title|pro class description|proclass category description",
        "proclass label|proclass description|proclass category|proclass name", "code",
    ),
    "supplier": entry(
        "supplier name|supplier|name of supplier|supplier s|suppliers|supplier names|contractor|contractor name|provider|provider name"
        "|awarded supplier|successful supplier|supplier contractor|supplier provider|provider supplier|contractor supplier"
        "|company|company name|vendor|vendor name|service provider|awarded to|successful tenderer|successful bidder|winning bidder"
        "|winning supplier|supplier organisation|contracted supplier|appointed supplier|name of contractor|name of provider"
        "|organisation awarded|contract awarded to|contract with|contracted to|counterparty|counter party|other party"
        "|other parties to the contract|parties|party|supplier company|supplier company name|supplier full name|supplier trading name"
        "|trading name|supplier name and details|supplier details|name of company|firm|consultant|cyflenwr|enw r cyflenwr|enw cyflenwr"
        "|contractwr|darparwr|grantee|recipient|beneficiary|payee|successful contractor|appointed contractor|current supplier"
        "|current provider|incumbent|incumbent supplier|lead supplier|main contractor|prime contractor|manufacturer|supplier as written"
        "|supplier name s|supplier 1|contractors|providers|organisation contracted|tenderer|supplier awarded|supplier legal name|reseller",
        "supplier name|name supplier|awarded supplier|contractor name|provider name|vendor name|service provider|awarded to"
        "|successful supplier|supplier|contractor|winning bidder|successful tenderer|provider",
        "number no id code ref reference type sme vcse address postcode post registered registration company charity contact email phone"
        " telephone url website uri category size status classification date manager value sub local vat identifier uprn location"
        " postal region reg information extend extension options invoice insurance",
    ),
    "more_suppliers": entry(
        "supplier 2|supplier 3|supplier 4|supplier 5|other suppliers|additional suppliers|supplier name 2|supplier name 3"
        "|other supplier names|other contractors|additional supplier",
        "additional suppliers|other suppliers",
    ),
    "supplier_id": entry("supplier id ours", "", ""),
    "supplier_name": entry("supplier name resolved", "", ""),
    "company_number": entry(
        "supplier registered company number|companies house registration number|company registration number|company number"
        "|companies house number|company registration|company reg number|company reg no|company no|registered company number"
        "|company registration no|companies house no|companies house reg no|companies house|supplier company number|crn"
        "|supplier company registration number|registered number|registration number|company house number|company house no|reg number"
        "|supplier registration number|company reg|co reg no|company number of supplier|rhif cwmni|companies house ref|supplier reg no"
        "|companies house registration|registered company no|coy no|company id",
        "company number|company registration|companies house|company reg|registered company|company house|company no|company reg no",
        "charity vat date",
    ),
    "charity_number": entry(
        "supplier registered charity number|charity commission number|charity number|registered charity number"
        "|charity registration number|charity no|charity reg no|charity commission no|charity registration|supplier charity number"
        "|rhif elusen|registered charity no|charity commission registration number|charity reg number",
        "charity number|charity no|charity registration|charity commission|charity reg", "company",
    ),
    "company_or_charity": entry(
        "company or charity number|company charity number|company charity registration number|registration company charity number"
        "|company registration or charity number|company charity no|registered company or charity number|supplier registration numbers"
        "|relevant registration number|company number charity number|supplier information ref|supplier information|company or charity no"
        "|registered company charity number|companies house charity number|company house charity number|companies house or charity number",
        "company charity number|company charity registration|companies charity|company charity", "",
    ),
    "vat_number": entry(
        "vat registration number|vat number|vat reg no|supplier vat number|vat registration no|vat no|supplier vat registration number",
        "vat registration|vat number|vat reg",
    ),
    "other_supplier_id": entry(
        "other supplier id|supplier id|supplier number|supplier code|vendor number|vendor id|vendor code|supplier ref"
        "|supplier reference|creditor number|supplier no|duns|duns number|duns no|ppon|supplier identifier|creditor no|supplier unique id"
        "|supplier system number|finance supplier number|vendor no|creditor id|other supplier identifier",
        "supplier id|supplier number|supplier code|vendor number|vendor id|supplier ref|creditor number|supplier no|duns",
        "company registered charity vat companies registration contact phone telephone",
    ),
    "supplier_kind": entry(
        "supplier type|type of supplier|supplier status|organisation type|supplier size|company type|type of organisation"
        "|supplier category|size of supplier|business size|supplier classification|type of company|supplier organisation type"
        "|company size|organisation size|size of company|size of business|sector of supplier|supplier sector",
        "supplier type|supplier size|type supplier|organisation type|size supplier|supplier status", "id vcse sme",
    ),
    "supplier_address": entry(
        "supplier address|address|supplier address 1|company address|contractor address|supplier s address|registered address"
        "|supplier full address|supplier location|address of supplier|provider address|supplier registered address|supplier town",
        "supplier address|contractor address|provider address|company address", "email website postcode",
    ),
    "supplier_postcode": entry(
        "supplier postcode|supplier post code|contractor postcode|company postcode|supplier s postcode|provider postcode",
        "supplier postcode|supplier post code|contractor postcode",
    ),
    "supplier_email": entry(
        "supplier email|supplier contact email|supplier email address|contractor email|provider email|supplier s email",
        "supplier email|supplier e mail|contractor email",
    ),
    "period": entry(
        "contract period|contract dates|start and end dates|start end dates|start and end date|start end date|period of contract"
        "|contract start and end dates|contract start end dates|period|dates|start date end date|contract start and end date"
        "|duration from to|contract period from to|contract term dates|start finish|dates of contract|start to end",
        "start end dates|start end date|contract dates|start end|start expiry|contract period",
        "review value manager extension extend number price notice break",
    ),
    "start": entry(
        "contract start date|start date|start|contract start|date from|from|commencement date|contract commencement date|start date of contract"
        "|commencement|contract commencement|date of commencement|begin date|start dt|contract from|from date|date started"
        "|contract begin date|contract commences|agreement start date|date contract started|valid from|commences|start of contract"
        "|contract starts|dyddiad dechrau|dyddiad cychwyn|dechrau|initial start date|original start date|contract effective date|go live date"
        "|date of start|date start|licence start|licence start date|support start|order date|order raised|date of order",
        "start date|contract start|commencement date|commencement|date start|begin date|from date|date from|contract begins|start",
        "end expiry extension review finish procurement tender retender renewal process to notice insurance project planning",
    ),
    "end": entry(
        "contract end date|end date|end|contract end|expiry date|contract expiry date|expiry|date to|to|completion date|finish date|contract expiry"
        "|end date of contract|contract finish date|expires|current end date|contract current end date|current expiry date|end dt|contract to|to date"
        "|termination date|contract completion date|agreement end date|expiration date|date of expiry|contract expires|valid to|finish"
        "|initial end date|original end date|end of contract|contract end date excluding extensions|end date excluding extensions|initial expiry date"
        "|original expiry date|initial term end date|contract ends|dyddiad gorffen|dyddiad dod i ben|dyddiad diwedd|diwedd|initial contract end date"
        "|expected end date|contract termination date|end date exc extensions|contract end date exc extensions|renewal date|contract renewal date"
        "|licence end date|licence expiry|support end|initial contract end|end date without extensions|current contract end date|renewal|date end"
        "|contract original end date|original contract end date|expiry of contract|date of end|planned end date|estimated end date|contract end initial",
        "end date|contract end|expiry date|contract expiry|completion date|finish date|end contract|current end|renewal date|expiry|expires|date end"
        "|termination date|to date|expiration",
        "extension extensions extended extend start review latest maximum max final including inc incl with option options possible notice"
        " insurance type reason tender months month number defects financial",
    ),
    "latest_end": entry(
        "latest end|latest end date|end date including extensions|contract end date including extensions|maximum end date|max end date"
        "|contract maximum end date|end date with extensions|final end date|latest possible end date|end date inc extensions"
        "|contract end date inc extensions|extended end date|maximum contract end date|possible end date|end date including extension"
        "|end date if extended|end date including all extensions|max extension date|contract end date with extensions|extended to"
        "|expiry date including extensions|maximum expiry date|ultimate end date|final expiry date|expiry including extensions|extension end date"
        "|extension expiry date|latest expiry date|extension to|extended until|end date after extensions|max contract end date|final contract end date"
        "|extension end|last possible end date|end date incl extensions|full term end date|max end|maximum end|contract extended to|extension date"
        "|contract extension date|extended expiry date|contract extension end date|end date extended|date extended to|potential end date",
        "end extensions including|end extensions inc|end extensions incl|end extensions with|end extensions|maximum end|latest end|extended end"
        "|end extension|expiry extension|expiry extensions|extended to|final end|max end|maximum expiry|latest expiry|extension expires|end extended"
        "|end options|extension date",
        "last excluding exc excl without number notice start value",
    ),
    "review": entry(
        "review date|contract review date|date of review|next review date|review|next review|contract review|date for review|review dt"
        "|dyddiad adolygu|adolygiad|renewal review date|contract manager review date|review by|reviewed on|retender date|re tender date"
        "|re procurement date|date of next review",
        "review date|date review|next review|contract review", "rent period officer frequency notes comments performance insurance",
    ),
    "last_extension": entry(
        "last extension date|date of last extension|last extension|last extension|latest extension date|final extension date",
        "last extension", "",
    ),
    "awarded": entry(
        "award date|awarded date|date awarded|contract award date|date of award|date contract awarded|awarded|date of contract award"
        "|contract awarded date|awarded on|date of decision to award|award|dyddiad dyfarnu",
        "award date|awarded date|date award|date awarded", "notice value supplier to",
    ),
    "signed": entry(
        "date signed|signed date|contract signed date|contract signature date|date of signature|date contract signed|signature date|date of contract"
        "|contract date|agreement date|date of agreement|date sealed|sealed date|signed|sealed|date of sealing|contract signed",
        "date signed|signed date|signature date|date sealed|date signature", "start end expiry",
    ),
    "terminated": entry("date terminated|terminated|terminated on|early termination date|actual end date|date closed", "actual end date", ""),
}  # fmt: skip

WORDS |= TERMS
