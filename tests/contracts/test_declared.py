"""Every field of the register has been decided about."""

import pytest

from tallystick.contracts import models
from tallystick.contracts.declared import BOOKKEEPING, CODES, DERIVED, KINDS, MODELS, Access, confidential_fields

OF_CONTRACTS = [
    model
    for name in models.__all__
    if isinstance(model := getattr(models, name), type)
    and (issubclass(model, models.OfContract) or model is models.Contract)
    and not model._meta.abstract
]


@pytest.mark.parametrize("model", OF_CONTRACTS, ids=lambda model: model.__name__)
def test_every_column_is_declared_with_who_may_see_it(model: type[models.Kept]) -> None:
    code = CODES[model]
    columns = {column.attname for column in model._meta.concrete_fields}
    undecided = columns - set(KINDS[code].fields) - BOOKKEEPING - DERIVED.get(code, frozenset())
    assert undecided == set(), "say in contracts/declared what it is called and who may see it"


@pytest.mark.parametrize("code", KINDS)
def test_nothing_is_declared_that_is_not_there(code: str) -> None:
    columns = {column.attname for column in MODELS[code]._meta.concrete_fields}
    assert set(KINDS[code].fields) - columns == set()


@pytest.mark.parametrize("code", KINDS)
def test_a_kind_is_named_by_a_field_of_its_own(code: str) -> None:
    kind = KINDS[code]
    assert kind.title in kind.fields
    assert not kind.on or kind.on in kind.fields


def test_prices_and_notes_on_negotiation_are_confidential() -> None:
    assert confidential_fields("price") == {"unit_price_pence", "notes"}
    assert confidential_fields("contract") == {"negotiation_notes"}
    assert confidential_fields("no such kind") == frozenset()


def test_a_row_of_papers_has_no_field_that_more_may_see() -> None:
    for kind in KINDS.values():
        if kind.access is Access.PAPERS:
            assert {field.access for field in kind.fields.values()} <= {Access.PAPERS, Access.CONFIDENTIAL}, kind.code
