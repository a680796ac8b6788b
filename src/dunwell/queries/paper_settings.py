"""Who gets electronic documents beside the papers. Reads only."""

from collections.abc import Collection

from dunwell.data.books import Books


def wants_ubl(books: Books, customers: Collection[int]) -> set[int]:
    """Name the customers to whom UBL documents go: their own word first, else the company's; without any, nobody."""
    rows = dict(books.paper_settings.standing().filter(customer__in=customers).values_list("customer_id", "ubl"))
    usual = books.paper_settings.standing().filter(customer__isnull=True).values_list("ubl", flat=True).first()
    return {customer for customer in customers if rows.get(customer, usual)}
