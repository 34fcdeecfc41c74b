"""Tabs of a contract that are nothing but its rows: each kind that stands there as a section."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tallystick.contracts.declared import KINDS
from tallystick.web.contract_pages import page, section


def tab(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """A tab (a key of `contract_pages.TABS`) with a section for each kind of row of it that may be seen."""
    told = page(request, number, name)
    seen = told["seen"]
    kinds = [kind for kind in KINDS.values() if kind.tab == name and kind.access in seen.accesses]
    told["parts"] = [section(request, seen, kind.code) for kind in kinds]
    return render(request, "web/contracts/tab.html", told)
