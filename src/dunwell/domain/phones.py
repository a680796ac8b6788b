"""Telephone numbers: whether one could exist, by the numbering plans of all countries. Knows no customer."""

from dataclasses import dataclass

import phonenumbers


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as it is dialled from abroad (E.164), and as it is written; `problem` says in a sentence what is odd."""

    dialled: str
    written: str
    problem: str = ""


def read_phone(text: str, country: str = "") -> Phone:
    """Read a telephone number; one without a country's code is taken to be of that country, where one is known.

    Nothing is refused: what is odd is said, and the text stays as it was given.
    """
    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        hint = "" if country or text.strip().startswith("+") else "; write it with + and the country's code"
        return Phone(text, text, f"{text} cannot be read as a telephone number{hint}")
    problem = "" if phonenumbers.is_valid_number(number) else f"No telephone has the number {text}"
    return Phone(
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164),
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL),
        problem,
    )
