"""States, options and codes that whoever sends will meet are documented."""

import re

import pytest

from dunwell.adapters.email_files import MailFilesSettings
from dunwell.adapters.email_smtp import SmtpSettings
from dunwell.adapters.letters import LettersSettings
from dunwell.domain.post import ChannelSettings
from dunwell.wiring import CHANNEL_KINDS
from source_tree import ROOT

TEXT = (ROOT / "docs" / "sending.md").read_text(encoding="utf-8")
WORDS = set(re.findall(r"`([^`\n]+)`", TEXT))
STATE = re.compile(r"^\| (\w+) \|", re.MULTILINE)


def test_every_state_of_a_message_is_documented(db: None) -> None:
    from dunwell.data.models.action import MESSAGE_STATES

    told = TEXT.split("## The way of a message")[1].split("##")[0]
    assert set(STATE.findall(told)) - {"State"} == set(MESSAGE_STATES)


@pytest.mark.parametrize("settings", [SmtpSettings, MailFilesSettings, LettersSettings])
def test_every_option_of_a_channel_is_documented(settings: type[SmtpSettings]) -> None:
    assert set(settings.model_fields) - WORDS == set()


def test_every_kind_and_common_setting_is_documented() -> None:
    assert {kind for kinds in CHANNEL_KINDS.values() for kind in kinds} - WORDS == set()
    assert set(ChannelSettings.__dataclass_fields__) - {"kind", "options"} - WORDS == set()


def test_every_cause_that_stops_a_channel_is_documented() -> None:
    source = (ROOT / "src" / "dunwell" / "adapters" / "email_smtp" / "replies.py").read_text(encoding="utf-8")
    assert set(re.findall(r'Result\.STOPPED, "(\w+)"', source)) - WORDS == set()
