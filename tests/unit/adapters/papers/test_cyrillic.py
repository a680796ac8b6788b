"""Serbian in Cyrillic, out of Latin: what is prose is written anew, what is not stays."""

import pytest

from dunwell.adapters.papers.cyrillic import Cyrillic
from dunwell.adapters.papers.shelf import writer

SERBIAN = writer("sr-Cyrl")


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Poštovani, faktura kasni.", "Поштовани, фактура касни."),
        ("Ljubazno, njegov, džep", "Љубазно, његов, џеп"),
        ("ISPORUKE OBUSTAVLJENE", "ИСПОРУКЕ ОБУСТАВЉЕНЕ"),
        ("DOŽIVLJENO, NJEGOV, DŽEP", "ДОЖИВЉЕНО, ЊЕГОВ, ЏЕП"),
        ("injekcija, konjunktura, nadživeti, Injekcija", "инјекција, конјунктура, надживети, Инјекција"),
        ("IBAN, BIC i PIB", "IBAN, BIC и ПИБ"),
        ("Pišite na ana.ljubic@primer.rs", "Пишите на ana.ljubic@primer.rs"),
        ("Vidite www.njegos.rs ili https://primer.rs/lj", "Видите www.njegos.rs или https://primer.rs/lj"),
        ("Račun RS35260005601001611379 i S-1000", "Рачун RS35260005601001611379 и S-1000"),
        ("2% mesečno, 30. aprila 2026. godine", "2% месечно, 30. априла 2026. године"),
    ],
)
def test_letters_are_written_anew_and_codes_stay(latin: str, cyrillic: str) -> None:
    assert SERBIAN.words(latin) == cyrillic


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        (
            'Kasni {{ n }} {{ n | plural: one: "dan", few: "dana" }}.',
            'Касни {{ n }} {{ n | plural: one: "дан", few: "дана" }}.',
        ),
        ('{% if medium == "letter" %}Pismo{% endif %}', '{% if medium == "letter" %}Писмо{% endif %}'),
        ('{% render "closing" %}\n| Iznos |\n|---:|', '{% render "closing" %}\n| Износ |\n|---:|'),
        (
            "---\nstage: late\nsubject: Hvala {{ company.name }}\n---\nHvala",
            "---\nstage: late\nsubject: Хвала {{ company.name }}\n---\nХвала",
        ),
    ],
)
def test_of_a_template_only_the_prose_is_written_anew(latin: str, cyrillic: str) -> None:
    assert SERBIAN.template(latin) == cyrillic


def test_of_words_the_values_are_written_anew() -> None:
    assert Cyrillic().values({"pay": {"bank": "Banka"}, "list": ["Da", "Ne"], "number": 3}) == {
        "pay": {"bank": "Банка"},
        "list": ["Да", "Не"],
        "number": 3,
    }
