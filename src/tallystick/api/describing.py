"""The interface's own description: the OpenAPI document, and a plain page of the routes."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router

from tallystick.api.door import api, problem

router = Router(tags=["describing"])
_METHODS = ("get", "post", "patch", "put", "delete")


@router.get("openapi.json", summary="This interface, as an OpenAPI document")
def openapi(request: HttpRequest) -> HttpResponse:
    return JsonResponse(api.get_openapi_schema(path_prefix="/api/v1/"))


@router.get("", summary="The routes, one a line")
def routes(request: HttpRequest) -> HttpResponse:
    found: dict[str, Any] = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
    lines = [
        f"{method.upper():6} {path}  {said['summary']}"
        for path, ways in found.items()
        for method, said in ways.items()
        if method in _METHODS
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def nowhere(request: HttpRequest, rest: str = "") -> HttpResponse:
    """What is at no route, said in the words of the interface."""
    return problem(404, "There is nothing at this address.", "GET /api/v1/ lists what there is.")
