"""Names of parameters that PowerShell would refuse to declare."""

from __future__ import annotations

import pytest

from runbookc.renderers._script.parameters import parameter_name


@pytest.mark.parametrize(
    "wanted", ["DB", "cf", "PV", "Debug", "Host", "Keys", "Name", "Section", "EventArgs", "ConfirmPreference"]
)
def test_no_parameter_hides_one_of_powershell_or_of_the_script(wanted: str) -> None:
    assert parameter_name(wanted) == f"{wanted}Value"


@pytest.mark.parametrize("wanted", ["Server", "Database", "CasServer"])
def test_other_names_stay(wanted: str) -> None:
    assert parameter_name(wanted) == wanted
