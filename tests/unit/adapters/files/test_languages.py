"""Lists in our six languages, Serbian in both scripts: headers, words in cells, dates and amounts as written there."""

from datetime import date
from pathlib import Path

import pytest

from dunwell.adapters.files import read_file
from dunwell.adapters.files.cells import read_country, read_kind, read_status, read_yes
from dunwell.adapters.files.dates import Order, read_date, resolve
from dunwell.adapters.files.headers import known_words
from dunwell.adapters.files.vocabulary import total_of
from unit.adapters.files.lists import codes

LISTS = {
    "en": (
        "Invoice number;Customer number;Customer name;Invoice date;Due date;Currency;Amount;Open amount;Type;Status",
        "A-1;7;Ada Ltd;13 March 2026;12 April 2026;EUR;1,234.50;234.50;Invoice;Open",
        "A-2;7;Ada Ltd;14 March 2026;;EUR;1,000.00;1,000.00;Credit note;Open",
        "A-3;7;Ada Ltd;15 March 2026;;EUR;9.00;9.00;Invoice;Draft",
        "Total;;;;;;;-765.50;;",
    ),
    "sr-Latn": (
        "Broj računa;Šifra kupca;Kupac;Datum računa;Datum dospeća;Valuta;Iznos;Otvoren iznos;Vrsta dokumenta;Status",
        "A-1;7;Ada d.o.o.;13.03.2026.;12.04.2026.;EUR;1.234,50;234,50;Faktura;Otvoren",
        "A-2;7;Ada d.o.o.;14.03.2026.;;EUR;1.000,00;1.000,00;Knjižno odobrenje;Otvoren",
        "A-3;7;Ada d.o.o.;15.03.2026.;;EUR;9,00;9,00;Račun;Nacrt",
        "Ukupno;;;;;;;-765,50;;",
    ),
    "sr-Cyrl": (
        "Број рачуна;Шифра купца;Купац;Датум рачуна;Датум доспећа;Валута;Износ;Отворен износ;Врста документа;Статус",
        "A-1;7;Ада д.о.о.;13. март 2026.;12. април 2026.;EUR;1.234,50;234,50;Фактура;Отворен",
        "A-2;7;Ада д.о.о.;14. март 2026.;;EUR;1.000,00;1.000,00;Књижно одобрење;Отворен",
        "A-3;7;Ада д.о.о.;15. март 2026.;;EUR;9,00;9,00;Рачун;Нацрт",
        "Укупно;;;;;;;-765,50;;",
    ),
    "ro": (
        "Număr factură;Cod client;Client;Data facturii;Data scadenței;Monedă;Valoare totală;Rest de plată;Tip;Stare",
        "A-1;7;Ada SRL;13.03.2026;12.04.2026;EUR;1.234,50;234,50;Factură;Neachitată",
        "A-2;7;Ada SRL;14.03.2026;;EUR;1.000,00;1.000,00;Notă de credit;Emisă",
        "A-3;7;Ada SRL;15.03.2026;;EUR;9,00;9,00;Factură;Ciornă",
        "Total general;;;;;;;-765,50;;",
    ),
    "fa": (
        "شماره فاکتور;کد مشتری;نام مشتری;تاریخ فاکتور;سررسید;ارز;مبلغ کل;مانده;نوع سند;وضعیت",
        "A-1;۷;شرکت آدا;۲۰۲۶-۰۳-۱۳;۲۰۲۶-۰۴-۱۲;EUR;۱٬۲۳۴٫۵۰;۲۳۴٫۵۰;فاکتور;باز",
        "A-2;۷;شرکت آدا;۲۰۲۶/۰۳/۱۴;;EUR;۱٬۰۰۰٫۰۰;۱٬۰۰۰٫۰۰;برگشت از فروش;باز",
        "A-3;۷;شرکت آدا;۲۰۲۶-۰۳-۱۵;;EUR;۹٫۰۰;۹٫۰۰;فاکتور;پیش‌نویس",
        "جمع کل;;;;;;;-۷۶۵٫۵۰;;",
    ),
    "nl": (
        "Factuurnummer;Debiteurnummer;Naam;Factuurdatum;Vervaldatum;Valuta;Bedrag;Openstaand bedrag;Soort;Status",
        "A-1;7;Ada BV;13-03-2026;12-04-2026;EUR;1.234,50;234,50;Factuur;Openstaand",
        "A-2;7;Ada BV;14 mrt 2026;;EUR;1.000,00;1.000,00;Creditnota;Openstaand",
        "A-3;7;Ada BV;15-03-2026;;EUR;9,00;9,00;Factuur;Concept",
        "Totaal;;;;;;;-765,50;;",
    ),
    "ru": (
        "Номер счета;Код клиента;Контрагент;Дата счета;Срок оплаты;Валюта;Сумма;Остаток долга;Вид документа;Статус",
        "A-1;7;ООО Ада;13.03.2026;12.04.2026;EUR;1 234,50;234,50;Счет;Не оплачен",
        "A-2;7;ООО Ада;14 марта 2026 г.;;EUR;1 000,00;1 000,00;Кредит-нота;Проведен",
        "A-3;7;ООО Ада;15.03.2026;;EUR;9,00;9,00;Счет;Черновик",
        "Итого;;;;;;;-765,50;;",
    ),
}


@pytest.mark.parametrize("language", sorted(LISTS))
def test_a_list_is_read_by_the_words_of_its_language(tmp_path: Path, language: str) -> None:
    path = tmp_path / "list"
    path.write_text("\n".join([*LISTS[language], ""]), encoding="utf-8")
    reading = read_file(path)
    assert reading.what == "open_items"
    first, second = reading.rows
    assert (first.number, first.customer_ref in "7۷", first.kind) == ("A-1", True, "invoice")
    assert (first.amount_minor, first.open_minor, second.amount_minor) == (123450, 23450, 100000)
    assert (first.item_date, first.due_date) == (date(2026, 3, 13), date(2026, 4, 12))
    assert (second.kind, second.item_date, second.due_date) == ("credit", date(2026, 3, 14), None)
    assert codes(reading, "warning") == ["status_no_debt"]
    assert any("add up to the total" in note for note in reading.taken_for.notes)
    assert (reading.rows_refused, reading.rows_passed, reading.taken_for.unused) == (0, 2, ())


@pytest.mark.parametrize(
    ("language", "encoding"),
    [("ro", "cp1250"), ("ru", "cp1251"), ("sr-Cyrl", "cp1251"), ("sr-Latn", "cp1250"), ("nl", "cp1252")],
)
def test_a_list_whose_letters_are_of_one_byte_is_read_too(tmp_path: Path, language: str, encoding: str) -> None:
    path = tmp_path / "list"
    text = "\n".join([*LISTS[language], ""]).replace("ț", "ţ").replace("ș", "ş")
    path.write_bytes(text.encode(encoding))
    assert [row.number for row in read_file(path).rows] == ["A-1", "A-2"]


def test_marks_on_letters_may_be_left_out() -> None:
    assert known_words()["brojracuna"][0] == known_words()["numarfactura"][0] == "number"


@pytest.mark.parametrize(
    ("name", "code"),
    [("Serbia", "RS"), ("Srbija", "RS"), ("Србија", "RS"), ("România", "RO"), ("ایران", "IR"), ("Nederland", "NL"),
     ("Россия", "RU"), ("Deutschland", "DE"), ("USA", "US"), ("UK", "GB"), ("gb", "GB"), ("United Kingdom", "GB")],
)  # fmt: skip
def test_countries_are_known_by_name(name: str, code: str) -> None:
    assert read_country(name) == code


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3. maj 2026.", date(2026, 5, 3)),
        ("3. мај 2026", date(2026, 5, 3)),
        ("3 mai 2026", date(2026, 5, 3)),
        ("3 mei 2026", date(2026, 5, 3)),
        ("3 мая 2026 г.", date(2026, 5, 3)),
        ("3. Mai 2026", date(2026, 5, 3)),
        ("3 mrt. 2026", date(2026, 3, 3)),
        ("31. 12. 2026.", date(2026, 12, 31)),
    ],
)
def test_dates_name_months_in_our_languages(text: str, day: date) -> None:
    assert resolve(read_date(text), Order("dmy", "said")) == day


def test_words_in_cells_mean_the_same_in_every_language() -> None:
    assert {read_yes(word) for word in ("yes", "da", "да", "ja", "بله")} == {True}
    assert {read_yes(word) for word in ("no", "ne", "nu", "нет", "nee", "خیر")} == {False}
    assert {read_kind(word) for word in ("Credit memo", "Creditnota", "Knjižno odobrenje", "Gutschrift")} == {"credit"}
    assert {read_status(word) for word in ("Void", "Storniran", "Anulată", "Vervallen", "باطل", "Отменен")} == {"void"}


@pytest.mark.parametrize(
    ("text", "of"),
    [("Total Acme", "acme"), ("Total for Current", "current"), ("Acme Total", "acme"), ("TOTAL:", ""),
     ("Totally", None), ("Итого", ""), ("Acme", None)],
)  # fmt: skip
def test_a_total_says_of_what(text: str, of: str | None) -> None:
    assert total_of(text) == of
