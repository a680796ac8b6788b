"""Invented companies and customers of each country, with bank accounts whose check digits fit. Knows no paper."""

from dataclasses import dataclass
from datetime import date, timedelta

from dunwell.domain.papers import (
    Creditor,
    CurrencyAccount,
    Debtor,
    MessageFacts,
    Movement,
    PaperItem,
    PayTo,
    Signatory,
    StatementFacts,
    StatementItem,
    totals_of,
)
from dunwell.domain.payment_codes.asked import kinds_for
from dunwell.domain.references import Reference, own_reference

ON = date(2026, 4, 20)


@dataclass(frozen=True, slots=True)
class Home:
    """A country as the gallery shows it: whose papers, in which language and currency, paid into which account."""

    country: str
    language: str
    currency: str
    company: str
    town: str
    customer: str
    customer_town: str
    signs: str
    pay: PayTo
    unit_minor: int = 100


def _home(country: str, language: str, currency: str, names: tuple[str, str, str, str, str], pay: PayTo) -> Home:
    company, town, customer, customer_town, signs = names
    unit = {"RSD": 10_000, "RUB": 10_000, "IRR": 10_000_000}.get(currency, 100)
    return Home(country, language, currency, company, town, customer, customer_town, signs, pay, unit)


HOMES: tuple[Home, ...] = (
    _home(
        "NL",
        "nl",
        "EUR",
        (
            "Lindenhof B.V.",
            "Keizersgracht 1, 1015 CJ Amsterdam",
            "Van Dijk Bouw B.V.",
            "Dorpsstraat 12, 3511 AB Utrecht",
            "Anna de Vries",
        ),
        PayTo("Lindenhof B.V.", iban="NL91ABNA0417164300", bic="ABNANL2A", bank="ABN AMRO"),
    ),
    _home(
        "BE",
        "nl",
        "EUR",
        ("Lindenhof NV", "Meir 1, 2000 Antwerpen", "Peeters BV", "Korenmarkt 3, 9000 Gent", "Els Janssens"),
        PayTo("Lindenhof NV", iban="BE71096123456769", bic="GKCCBEBB", bank="Belfius"),
    ),
    _home(
        "DE",
        "de",
        "EUR",
        (
            "Lindenhof Werkzeuge GmbH",
            "Lindenstraße 4, 10117 Berlin",
            "Müller & Söhne KG",
            "Hauptstraße 7, 80331 München",
            "Katrin Vogel",
        ),
        PayTo("Lindenhof Werkzeuge GmbH", iban="DE89370400440532013000", bic="COBADEFFXXX", bank="Commerzbank"),
    ),
    _home(
        "FR",
        "fr",
        "EUR",
        (
            "Lindenhof SARL",
            "12 rue de Rivoli, 75001 Paris",
            "Société Lefèvre",
            "3 place Bellecour, 69002 Lyon",
            "Claire Moreau",
        ),
        PayTo("Lindenhof SARL", iban="FR1420041010050500013M02606", bic="PSSTFRPPXXX", bank="La Banque Postale"),
    ),
    _home(
        "IE",
        "en-IE",
        "EUR",
        ("Lindenhof Ltd", "1 Dame Street, Dublin 2", "Murphy Trading Ltd", "5 Patrick Street, Cork", "Aoife Byrne"),
        PayTo("Lindenhof Ltd", iban="IE29AIBK93115212345678", bic="AIBKIE2D", bank="AIB"),
    ),
    _home(
        "GB",
        "en-GB",
        "GBP",
        (
            "Lindenhof Tools Ltd",
            "10 Cheapside, London EC2V 6DN",
            "Northern Widgets & Sons Ltd",
            "12 Harbour Street, Bristol BS1 4QA",
            "Emma Clarke",
        ),
        PayTo("Lindenhof Tools Ltd", iban="GB29NWBK60161331926819", bic="NWBKGB2L", bank="NatWest"),
    ),
    _home(
        "CH",
        "de-CH",
        "CHF",
        (
            "Lindenhof Werkzeuge AG",
            "Bahnhofstrasse 12, 8001 Zürich",
            "Huber Metallbau AG",
            "Marktgasse 5, 3011 Bern",
            "Regula Keller",
        ),
        PayTo(
            "Lindenhof Werkzeuge AG",
            iban="CH4431999123000889012",
            bank="Zürcher Kantonalbank",
            street="Bahnhofstrasse",
            house_number="12",
            postcode="8001",
            town="Zürich",
            country="CH",
        ),
    ),
    _home(
        "RO",
        "ro",
        "RON",
        (
            "Lindenhof S.R.L.",
            "Str. Lipscani 10, 030031 București",
            "Popescu Construcții S.R.L.",
            "Str. Memorandumului 4, 400114 Cluj-Napoca",
            "Ioana Marinescu",
        ),
        PayTo("Lindenhof S.R.L.", iban="RO49AAAA1B31007593840000", bic="BTRLRO22", bank="Banca Transilvania"),
    ),
    _home(
        "RS",
        "sr-Latn",
        "RSD",
        (
            "Lindenhof d.o.o.",
            "Knez Mihailova 6, 11000 Beograd",
            "Petrović gradnja d.o.o.",
            "Zmaj Jovina 3, 21000 Novi Sad",
            "Jelena Jovanović",
        ),
        PayTo("Lindenhof d.o.o.", account="265104031000361092", bank="Raiffeisen banka"),
    ),
    _home(
        "RU",
        "ru",
        "RUB",
        (
            "ООО «Липовый двор»",
            "ул. Тверская 7, 125009 Москва",
            "ООО «Северный завод»",
            "Невский пр. 20, 191186 Санкт-Петербург",
            "Анна Петрова",
        ),
        PayTo(
            "ООО «Липовый двор»",
            account="40702810138250123017",
            bic="044525225",
            bank="ПАО Сбербанк",
            correspondent="30101810400000000225",
            tax_id="7707083893",
        ),
    ),
    _home(
        "US",
        "en-US",
        "USD",
        (
            "Lindenhof Tools Inc.",
            "100 Main Street, Austin TX 78701",
            "Prairie Supply LLC",
            "5 Oak Ave, Dallas TX 75201",
            "Karen Miller",
        ),
        PayTo("Lindenhof Tools Inc.", account="000123456789", bank="Example Bank, routing 111000025"),
    ),
    _home(
        "IR",
        "fa",
        "IRR",
        (
            "شرکت لیندنهوف",
            "تهران، خیابان ولیعصر، پلاک ۱۲",
            "بازرگانی شمال",
            "اصفهان، خیابان چهارباغ، پلاک ۵",
            "مریم احمدی",
        ),
        PayTo("شرکت لیندنهوف", iban="IR580540105180021273113007", bank="بانک پارسیان"),
    ),
)


def message_of(home: Home, template: str, stage: str, language: str) -> MessageFacts:
    """Make the facts of one message of a country, in a language."""
    items = tuple(_item(home, at) for at in range(3))
    return MessageFacts(
        company=_company(home),
        customer=_customer(home),
        language=language,
        template=template,
        stage=stage,
        as_of=ON,
        items=items,
        totals=totals_of(items),
        sender=_sender(home),
        payment=(home.pay,),
        references=_references(home, "C-1042"),
        deadline_on=ON + timedelta(days=10),
        attached=("statement",),
    )


def statement_of(home: Home, language: str) -> StatementFacts:
    """Make the facts of one statement of a country, in a language."""
    items = tuple(
        StatementItem(
            each.number,
            each.item_date,
            each.due_date,
            each.amount_minor,
            each.asked_minor,
            references=each.references,
        )
        for each in (_item(home, at) for at in range(5))
    )
    moves = (Movement(ON - timedelta(days=20), "payment", -500 * home.unit_minor, "BK-22"),)
    return StatementFacts(
        company=_company(home),
        customer=_customer(home),
        language=language,
        as_of=ON,
        accounts=(CurrencyAccount(home.currency, items, moves, 100 * home.unit_minor),),
        sender=_sender(home),
        since=ON - timedelta(days=90),
        payment=(home.pay,),
        references=_references(home, "C-1042"),
        banner="PAST DUE ACCOUNT",
    )


def _item(home: Home, at: int) -> PaperItem:
    number = f"2026-{1040 + at:04}"
    due = ON - timedelta(days=45 - 14 * at)
    minor = (1_234 + 311 * at) * home.unit_minor + (56 if home.unit_minor == 100 else 0)
    return PaperItem(
        number, due - timedelta(days=30), due, home.currency, minor, minor, references=_references(home, number)
    )


def _references(home: Home, number: str) -> tuple[Reference, ...]:
    return tuple(own_reference(number, kind) for kind in kinds_for([home.pay], home.currency))


def _company(home: Home) -> Creditor:
    lines = tuple(part.strip() for part in home.town.split(", "))
    return Creditor(
        home.company,
        address=lines,
        country=home.country,
        email="accounts@lindenhof.example",
        phone="+49 30 5550 100",
        web="www.lindenhof.example",
    )


def _customer(home: Home) -> Debtor:
    return Debtor(home.customer, "C-1042", tuple(home.customer_town.split(", ")), home.country)


def _sender(home: Home) -> Signatory:
    return Signatory(home.signs, "", "accounts@lindenhof.example", "+49 30 5550 117")
