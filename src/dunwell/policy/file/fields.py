"""The fields of which a policy file is made: words, days, amounts. Knows no section of the file."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

from dunwell.domain.money import parse_amount

Channel = Literal["email", "letter", "sms", "call", "task"]
NoticeChannel = Literal["email", "letter", "sms"]
Kind = Literal["business", "consumer", "public"]
Attachment = Literal["invoices", "statement"]
ChargeBasis = Literal["percent", "flat", "statutory"]
Otherwise = Literal["none", "statutory"]
Release = Literal["all_settled", "with_fees", "below_rung", "approval"]

NOTICE_CHANNELS: tuple[str, ...] = ("email", "letter", "sms")

Slug = Annotated[str, Field(strict=True, pattern=r"^[a-z][a-z0-9]*([._-][a-z0-9]+)*$")]
Text = Annotated[str, Field(strict=True, min_length=1)]
Flag = Annotated[bool, Field(strict=True)]
Day = Annotated[int, Field(strict=True)]
Count = Annotated[int, Field(strict=True, ge=0)]
Positive = Annotated[int, Field(strict=True, ge=1)]
CurrencyCode = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Number = Annotated[
    Decimal,
    Field(ge=0),
    PlainSerializer(lambda value: format(value.normalize(), "f"), return_type=str),
    WithJsonSchema({"type": ["number", "string"], "minimum": 0}),
]


def _listed(value: object) -> object:
    return [value] if isinstance(value, int) and not isinstance(value, bool) else value


Days = Annotated[
    tuple[Day, ...],
    BeforeValidator(_listed),
    Field(min_length=1),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "array", "items": {"type": "integer"}, "minItems": 1}]}),
]
AmountByCurrency = dict[CurrencyCode, Number]


class Part(BaseModel):
    """A section of the file: what it does not know is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", protected_namespaces=())


def in_minor(amounts: dict[str, Decimal]) -> dict[str, int]:
    """Give amounts by currency in minor units."""
    return {currency: parse_amount(format(amount, "f"), currency) for currency, amount in amounts.items()}
