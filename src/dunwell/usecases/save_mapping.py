"""Save under a name which header gives which field, so that the next file of its sort needs no mapping file."""

from collections.abc import Mapping

from dunwell.domain.roles import Verb
from dunwell.usecases.ledger.texts import check_text
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.IMPORT)
def save_mapping(work: Work, *, name: str, fields: Mapping[str, str]) -> Answer:
    """Save a mapping, in place of one of the same name. Raises UserError `missing` or `too_long`."""
    check_text("name", name, 60, needed=True)
    work.note({"mapping": name, "fields": dict(fields)})
    old = work.books.import_mappings.standing().filter(name=name)
    replaced = old.update(ended_on=work.today, ended_seq=work.seq)
    work.books.import_mappings.create(name=name, fields=dict(fields), **work.stamp)
    return {"mapping": name, "fields": dict(fields), "replaced": bool(replaced)}
