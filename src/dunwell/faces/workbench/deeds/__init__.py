"""What can be done for a customer from its page: each deed is a use case, its verb, and the fields that it asks for.

A deed is a line in one of these modules, and its form, its rule of access and its key follow. Knows no template.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from dunwell.faces.workbench.deeds import agreed, heard, paid, stops, trust
from dunwell.faces.workbench.deeds.shape import Deed

__all__ = ["BY_NAME", "DEEDS", "GROUPS", "Deed"]

GROUPS: tuple[tuple[Any, tuple[Deed, ...]], ...] = (
    (_("Said"), heard.DEEDS),
    (_("Agreed"), agreed.DEEDS),
    (_("Paid"), paid.DEEDS),
    (_("Chasing"), stops.DEEDS),
    (_("Credit"), trust.DEEDS),
)
DEEDS: tuple[Deed, ...] = tuple(deed for _title, deeds in GROUPS for deed in deeds)
BY_NAME = {deed.name: deed for deed in DEEDS}
