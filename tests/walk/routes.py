"""What each route of the HTTP interface takes: method and path, and who is let in. A new route has to be here."""

from tallystick.councils.rules.permissions import Permission
from tests.walk.gates import SIGNED_IN, SUPPLIER, Gate, of

_P = Permission
READ = of(_P.READ)
PAPERS = of(_P.READ_PAPERS)
CONFIDENTIAL = of(_P.READ_CONFIDENTIAL)
KEEP = of(_P.KEEP_REGISTER)
APPROVE = of(_P.APPROVE)
LOG = of(_P.READ_LOG)
PEOPLE = of(_P.MANAGE_PEOPLE)

ROUTES: dict[str, Gate] = {
    # About the interface and whoever asks: nothing of anybody else's.
    "GET /api/v1/": SIGNED_IN,
    "GET /api/v1/openapi.json": SIGNED_IN,
    "GET /api/v1/me": SIGNED_IN,
    "GET /api/v1/kinds": SIGNED_IN,
    "GET /api/v1/roles": SIGNED_IN,
    # Lists, of what is theirs to see.
    "GET /api/v1/contracts": SIGNED_IN,
    "GET /api/v1/contracts/export": SIGNED_IN,
    "GET /api/v1/duties": SIGNED_IN,
    "GET /api/v1/key-dates": SIGNED_IN,
    "GET /api/v1/key-dates/months": SIGNED_IN,
    "GET /api/v1/organisations": SIGNED_IN,
    "GET /api/v1/questions": SIGNED_IN,
    "GET /api/v1/registers": SIGNED_IN,
    # A contract and its rows.
    "POST /api/v1/contracts": KEEP,
    "GET /api/v1/contracts/{number}": READ,
    "PATCH /api/v1/contracts/{number}": KEEP,
    "POST /api/v1/contracts/{number}/remove": KEEP,
    "POST /api/v1/contracts/{number}/confidential": CONFIDENTIAL,
    "GET /api/v1/contracts/{number}/history": READ,
    "GET /api/v1/contracts/{number}/spend": READ,
    "GET /api/v1/contracts/{number}/rows/{kind}": READ,
    "POST /api/v1/contracts/{number}/rows/{kind}": KEEP,
    "GET /api/v1/contracts/{number}/rows/{kind}/{row}": READ,
    "PATCH /api/v1/contracts/{number}/rows/{kind}/{row}": KEEP,
    "POST /api/v1/contracts/{number}/rows/{kind}/{row}/remove": KEEP,
    "POST /api/v1/contracts/{number}/documents": KEEP,
    "GET /api/v1/contracts/{number}/documents/{row}/file": PAPERS,
    # How it is governed.
    "GET /api/v1/questionnaires/{organisation}/{name}": READ,
    "POST /api/v1/contracts/{number}/answers/{name}": KEEP,
    "POST /api/v1/contracts/{number}/duties/{row}/done": KEEP,
    "POST /api/v1/contracts/{number}/duties/{row}/not-needed": KEEP,
    "POST /api/v1/contracts/{number}/measurements": KEEP,
    "PATCH /api/v1/contracts/{number}/measurements/{row}": KEEP,
    "POST /api/v1/contracts/{number}/tokens": KEEP,
    "POST /api/v1/contracts/{number}/tokens/{row}/end": KEEP,
    # What may be changed of it, and what is.
    "GET /api/v1/headroom": SIGNED_IN,
    "GET /api/v1/contracts/{number}/headroom": READ,
    "POST /api/v1/contracts/{number}/law": KEEP,
    "POST /api/v1/contracts/{number}/changes": KEEP,
    "PATCH /api/v1/contracts/{number}/changes/{row}": KEEP,
    "POST /api/v1/contracts/{number}/changes/{row}/check": KEEP,
    "POST /api/v1/contracts/{number}/changes/{row}/approve": APPROVE,
    "POST /api/v1/contracts/{number}/changes/{row}/make": KEEP,
    "POST /api/v1/contracts/{number}/changes/{row}/reject": APPROVE,
    "POST /api/v1/contracts/{number}/changes/{row}/withdraw": KEEP,
    # Registers that were handed in, and their questions.
    "POST /api/v1/registers": KEEP,
    "POST /api/v1/registers/{number}/preview": KEEP,
    "POST /api/v1/registers/{number}/import": KEEP,
    "POST /api/v1/questions/{question}/answer": KEEP,
    # People, and the log.
    "GET /api/v1/organisations/{code}/people": PEOPLE,
    "POST /api/v1/organisations/{code}/people": PEOPLE,
    "GET /api/v1/organisations/{code}/colleagues": READ,
    "POST /api/v1/organisations/{code}/people/{person}/roles": PEOPLE,
    "POST /api/v1/organisations/{code}/roles/{membership}/end": PEOPLE,
    "GET /api/v1/organisations/{code}/log": LOG,
    "GET /api/v1/organisations/{code}/log/verify": LOG,
    "GET /api/v1/organisations/{code}/readings": LOG,
    # A supplier's own system.
    "POST /api/v1/measurements": SUPPLIER,
}
READING_IS_NOTED = frozenset({"GET /api/v1/contracts/{number}/documents/{row}/file"})
"""Routes where reading is itself written down."""
