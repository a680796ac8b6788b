"""A company's row held: alone by whoever begins a run or changes the policy, together by those who apply shards."""

from django.db import connection

from dunwell.data.models import Company

_SHARED = "SELECT id FROM data_company WHERE id = %s FOR SHARE"


def hold_company(company: Company, *, shared: bool = False) -> None:
    """Hold a company's row until the transaction ends. Rows that refer to it can be written meanwhile.

    On SQLite whoever is in a transaction is alone anyway.
    """
    if connection.vendor != "postgresql":
        return
    if shared:
        with connection.cursor() as cursor:
            cursor.execute(_SHARED, [company.pk])
    else:
        Company.objects.select_for_update(no_key=True).get(pk=company.pk)
