"""What every table of the ledger has: an owner, dates of record, and constraints that say so to the database.

A company owns every row. `owned` gives the constraints by which the database itself refuses a reference from one
company's row to another's. Knows no table of the trade.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.constraints import BaseConstraint

from dunwell.data.models.querysets import LastingQuerySet, OwnedQuerySet


class SameCompany(BaseConstraint):
    """A composite foreign key (company, row) → (company, id): the row referred to has the same owner.

    The plain foreign key of the field is left to this one (`Own` makes the field without it). Checked at commit.
    """

    def __init__(self, *, field: str, name: str) -> None:
        super().__init__(name=name)
        self.field = field

    def constraint_sql(self, model: Any, schema_editor: Any) -> str:
        """Write the constraint as a part of CREATE TABLE."""
        quote = schema_editor.quote_name
        field = model._meta.get_field(self.field)
        target = field.remote_field.model._meta.db_table
        return (
            f"CONSTRAINT {quote(self.name)} FOREIGN KEY ({quote('company_id')}, {quote(field.column)}) "
            f"REFERENCES {quote(target)} ({quote('company_id')}, {quote('id')}) DEFERRABLE INITIALLY DEFERRED"
        )

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        """Write the statement that adds the constraint (PostgreSQL; SQLite makes the table anew)."""
        table = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {table} ADD {self.constraint_sql(model, schema_editor)}"

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        """Write the statement that drops the constraint."""
        table = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {table} DROP CONSTRAINT {schema_editor.quote_name(self.name)}"

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Any = None,
        using: str = "default",
    ) -> None:
        """Refuse, before the database does, an instance that refers to another company's row."""
        target = getattr(instance, self.field, None)
        if target is not None and target.company_id != instance.company_id:  # type: ignore[attr-defined]
            raise ValidationError(self.get_violation_error_message(), code=self.violation_error_code)

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        """Say how a migration writes this constraint."""
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "field": self.field}

    def __eq__(self, other: object) -> bool:
        if isinstance(other, SameCompany):
            return (self.name, self.field) == (other.name, other.field)
        return NotImplemented

    def __hash__(self) -> int:
        return hash((self.name, self.field))


class SameCompanies(BaseConstraint):
    """All references of a table whose rows a run writes by the thousand: what they refer to has the same owner.

    On SQLite the composite foreign keys of `SameCompany`. On PostgreSQL one trigger that looks the rows up at commit,
    and not at all where the transaction says that its rows are proved (`proved` in data.plans.writing): a run has
    read and locked what it writes of as its own company's (docs/decisions/0013).
    """

    def __init__(self, *, fields: Sequence[str], name: str) -> None:
        super().__init__(name=name)
        self.fields = tuple(fields)

    def constraint_sql(self, model: Any, schema_editor: Any) -> str | None:  # type: ignore[override]  # none is left out
        """Write the constraint as a part of CREATE TABLE; PostgreSQL makes the trigger after the table."""
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))
            return None
        return ", ".join(each.constraint_sql(model, schema_editor) for each in self._each(model))

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        """Write the statements that make the function of all such triggers and this one (PostgreSQL)."""
        quote = schema_editor.quote_name
        columns = {field.column: field.remote_field.model._meta.db_table for field in self._fields(model)}
        words = ", ".join(f"'{word}'" for pair in columns.items() for word in pair)
        return (
            f"{_FUNCTION}; CREATE CONSTRAINT TRIGGER {quote(self.name)} AFTER INSERT OR UPDATE OF company_id, "
            f"{', '.join(map(quote, columns))} ON {quote(model._meta.db_table)} DEFERRABLE INITIALLY DEFERRED "
            f"FOR EACH ROW WHEN (current_setting('{PROVED}', true) IS DISTINCT FROM 'on') "
            f"EXECUTE FUNCTION {_CHECK}({words})"
        )

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        """Write the statement that drops the trigger (PostgreSQL)."""
        quote = schema_editor.quote_name
        return f"DROP TRIGGER {quote(self.name)} ON {quote(model._meta.db_table)}"

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Any = None,
        using: str = "default",
    ) -> None:
        """Refuse, before the database does, an instance that refers to another company's row."""
        for each in self._each(model):
            each.validate(model, instance, exclude, using)

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        """Say how a migration writes this constraint."""
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "fields": self.fields}

    def _fields(self, model: Any) -> list[Any]:
        return [model._meta.get_field(name) for name in self.fields]

    def _each(self, model: Any) -> list[SameCompany]:
        return [SameCompany(field=name, name=f"{self.name}_{name}") for name in self.fields]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, SameCompanies):
            return (self.name, self.fields) == (other.name, other.fields)
        return NotImplemented

    def __hash__(self) -> int:
        return hash((self.name, self.fields))


PROVED = "dunwell.proved"
_CHECK = "refuse_foreign_rows"
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {_CHECK}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  given jsonb := to_jsonb(NEW);
  found boolean;
BEGIN
  FOR place IN 0 .. TG_NARGS - 1 BY 2 LOOP
    CONTINUE WHEN given ->> TG_ARGV[place] IS NULL;
    EXECUTE 'SELECT EXISTS (SELECT 1 FROM ' || quote_ident(TG_ARGV[place + 1]) || ' WHERE company_id = $1 AND id = $2)'
      INTO found USING NEW.company_id, (given ->> TG_ARGV[place])::bigint;
    IF NOT found THEN
      RAISE EXCEPTION USING ERRCODE = 'foreign_key_violation', TABLE = TG_TABLE_NAME,
        MESSAGE = TG_TABLE_NAME || ' refers by ' || TG_ARGV[place] || ' to a row that its company does not have';
    END IF;
  END LOOP;
  RETURN NULL;
END $$
"""  # noqa: S608 - the names are those of constraints


class Own(models.ForeignKey):
    """A reference to a row of the same company; every one of them is named in the table's constraints."""

    def __init__(self, to: Any, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False  # the composite constraint holds it, and more
        kwargs.setdefault("db_index", False)  # tables name the indexes that they need
        kwargs.setdefault("on_delete", models.PROTECT)
        kwargs.setdefault("related_name", "+")
        super().__init__(to, **kwargs)


def owned(table: str, *references: str) -> list[BaseConstraint]:
    """Give the constraints of a table that a company owns: its rows can be referred to, and refer to its own."""
    unique = models.UniqueConstraint(fields=["company", "id"], name=f"{table}_owned")
    return [unique, *(SameCompany(field=name, name=f"{table}_{name}_same_company") for name in references)]


def written_by_runs(table: str, *references: str) -> list[BaseConstraint]:
    """Give the same for a table whose rows a run writes by the thousand, and that no other refers to."""
    return [SameCompanies(fields=references, name=f"{table}_same_company")]


def one_of(table: str, field: str, values: tuple[str, ...]) -> BaseConstraint:
    """Let a column hold the given words alone."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": values}), name=f"{table}_{field}_known")


def not_negative(table: str, *fields: str) -> list[BaseConstraint]:
    """Keep amounts and counts at nothing or above."""
    return [
        models.CheckConstraint(condition=models.Q(**{f"{field}__gte": 0}), name=f"{table}_{field}_not_negative")
        for field in fields
    ]


def within(table: str, field: str, limit: str) -> BaseConstraint:
    """Keep an amount between nothing and another column of its row."""
    inside = models.Q(**{f"{field}__gte": 0}) & models.Q(**{f"{field}__lte": models.F(limit)})
    return models.CheckConstraint(condition=inside, name=f"{table}_{field}_within")


def choices(values: tuple[str, ...]) -> list[tuple[str, str]]:
    """Give a closed list of words as choices of a field."""
    return [(value, value) for value in values]


class Dated(models.Func):
    """A date that may be empty, to sort by: what has none comes last, in both databases, and an index can hold it."""

    template = "COALESCE(%(expressions)s, '9999-12-31')"
    output_field = models.DateField()


class Owned(models.Model):
    """A row that a company owns."""

    company = models.ForeignKey("data.Company", on_delete=models.PROTECT, related_name="+", db_index=False)

    objects: ClassVar[Any] = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True


def plain_owner() -> Any:
    """Give the column company of a table whose other references say already that there is such a company."""
    return models.ForeignKey(
        "data.Company", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )


class Recorded(Owned):
    """A row that says when it came into the books, so that any past day can be shown.

    recorded_on: the day for which it was entered (the use case's date). recorded_seq: the number of the journal entry
    that brought it, which orders all writes of the ledger; empty for rows that only tests make.
    """

    recorded_on = models.DateField()
    recorded_seq = models.BigIntegerField(null=True)

    class Meta:
        abstract = True


class Lasting(Recorded):
    """A recorded row that stands until it ends. It is never removed.

    ended_on: the first day on which it no longer stands (released, recalled, read, resumed, closed, replaced);
    ended_seq: the journal entry that ended it.
    """

    ended_on = models.DateField(null=True)
    ended_seq = models.BigIntegerField(null=True)

    objects: ClassVar[Any] = LastingQuerySet.as_manager()

    class Meta:
        abstract = True
