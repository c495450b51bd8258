from datetime import time

import pytest

from maturity_model.errors import TextTooLong
from maturity_model.ids import PersonId, SettingId, WorkspaceId
from maturity_model.setting import LONGEST_NAME, Kind, Phase, Setting


def setting(name: str) -> Setting:
    return Setting(
        id=SettingId("setting"),
        workspace=WorkspaceId("T_SCHOOL"),
        name=name,
        kind=Kind.SCHOOL,
        phase=Phase.SECONDARY,
        opens_at=time(8),
        closes_at=time(16),
        run_by=PersonId("U0OFFICE001"),
    )


def test_a_setting_keeps_its_name_letter_for_letter() -> None:
    assert setting("مدرسة <!channel> 🎓").name == "مدرسة <!channel> 🎓"


def test_a_name_too_long_to_be_shown_is_refused() -> None:
    assert len(setting("n" * LONGEST_NAME).name) == LONGEST_NAME

    with pytest.raises(TextTooLong) as refusal:
        setting("n" * (LONGEST_NAME + 1))

    assert refusal.value.most == LONGEST_NAME


def test_a_setting_has_no_careers_leader_until_one_is_named() -> None:
    assert setting("The school").leaders == frozenset()
