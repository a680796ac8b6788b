"""No row of one company can refer to another company's row: the database itself refuses, for every reference."""

import datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from dunwell.data.models import Account, Company, SignInAttempt
from dunwell.data.models.base import Own, SameCompanies, SameCompany

# These belong to the installation: an account works for several companies.
OF_THE_INSTALLATION = (Company, Account, SignInAttempt)
DAY = datetime.date(2026, 3, 1)
MOMENT = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)


def tables() -> list[type[models.Model]]:
    return [model for model in apps.get_app_config("data").get_models() if model._meta.managed]


def references() -> list[tuple[type[models.Model], models.ForeignKey]]:
    return [
        (model, field)
        for model in tables()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.remote_field.model not in OF_THE_INSTALLATION
    ]


def owned_models() -> list[type[models.Model]]:
    return [model for model in tables() if model not in OF_THE_INSTALLATION]


def named(pair: tuple[type[models.Model], models.ForeignKey]) -> str:
    return f"{pair[0].__name__}.{pair[1].name}"


def test_every_table_of_a_company_has_an_owner() -> None:
    for model in owned_models():
        field = model._meta.get_field("company")
        assert field.related_model is Company, model
        assert not field.null, model


@pytest.mark.parametrize("pair", references(), ids=named)
def test_every_reference_is_bound_to_the_company(pair: tuple[type[models.Model], models.ForeignKey]) -> None:
    model, field = pair
    assert isinstance(field, Own)
    alone = [c.field for c in model._meta.constraints if isinstance(c, SameCompany)]
    together = [name for c in model._meta.constraints if isinstance(c, SameCompanies) for name in c.fields]
    assert [*alone, *together].count(field.name) == 1


@pytest.fixture
def two(db: None) -> tuple[Company, Company]:
    return (
        Company.objects.create(slug="ours", name="Ours Ltd", country="NL"),
        Company.objects.create(slug="theirs", name="Theirs Ltd", country="NL"),
    )


def refused_at_commit() -> str:
    """Have the database check now what it would check at the end of the transaction, and give its refusal."""
    try:
        connection.check_constraints()
    except IntegrityError as refusal:
        return str(refusal)
    return ""


@pytest.mark.breaks_books
@pytest.mark.parametrize("pair", references(), ids=named)
def test_the_database_refuses(pair: tuple[type[models.Model], models.ForeignKey], two: tuple[Company, Company]) -> None:
    model, field = pair
    ours, theirs = two
    target = made(field.remote_field.model, theirs)
    with transaction.atomic():
        try:
            row = made(model, ours, **{field.name: target})
            assert getattr(row, field.attname) == target.pk
            assert model._meta.db_table in refused_at_commit()
        finally:
            transaction.set_rollback(True)


@pytest.mark.breaks_books
@pytest.mark.parametrize("model", owned_models(), ids=lambda model: model.__name__)
def test_a_row_of_one_company_alone_is_taken(model: type[models.Model], two: tuple[Company, Company]) -> None:
    made(model, two[0])
    assert not refused_at_commit()


def made(model: type[models.Model], company: Company, **given: Any) -> models.Model:
    """Make a row with the least that its table asks for, and what it must refer to."""
    owner = {} if model in OF_THE_INSTALLATION else {"company": company}
    values: dict[str, Any] = {**owner, **given}
    for field in model._meta.concrete_fields:
        if field.name in values or field.primary_key or field.null or field.has_default():
            continue
        if isinstance(field, models.ForeignKey):
            values[field.name] = made(field.remote_field.model, company)
        else:
            values[field.name] = plain(field)
    values |= SPECIAL.get(model.__name__, lambda _: {})(values)
    return bulk_made(model, values)


def bulk_made(model: type[models.Model], values: dict[str, Any]) -> models.Model:
    """Write the row past the methods of its class: what refuses must be the database."""
    return model._base_manager.bulk_create([model(**values)])[0]


COUNTER = iter(range(1, 10**9))


def plain(field: models.Field) -> Any:
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.DateTimeField):
        return MOMENT
    if isinstance(field, models.DateField):
        return DAY
    if isinstance(field, models.IntegerField):
        return next(COUNTER)
    if isinstance(field, models.BinaryField):
        return bytes(32)
    if isinstance(field, models.JSONField):
        return {}
    return str(next(COUNTER))[: field.max_length]


def _episode(_: dict[str, Any]) -> dict[str, Any]:
    return {"stage": 1, "floor": 1}


SPECIAL: dict[str, Any] = {
    "Episode": _episode,
    "Schedule": lambda _: {"hour": 3},
    "Placement": lambda _: {"stage": 1},
    "Item": lambda _: {"residual_minor": 0},
    "Entry": lambda _: {"unallocated_minor": 0},
    "Cover": lambda _: {"cover_minor": 0},
    "Document": lambda values: (
        {} if values.get("entry") or values.get("item") else {"item": made_item(values["company"])}
    ),
    "Allocation": lambda values: (
        ({} if values.get("against") else {"item": values.get("item") or made_item(values["company"])})
        | ({"amount_minor": -5} if values.get("reverses") else {})
    ),
}


def made_item(company: Company) -> models.Model:
    return made(apps.get_model("data", "Item"), company)
