"""Names of parameters that PowerShell would refuse to declare."""

from __future__ import annotations

import re

import pytest

from runbookc.renderers._script.parameters import parameter_name
from runbookc.renderers.powershell import render
from tests.renderers.fixtures import pop
from tests.renderers.script.skeleton import Script


@pytest.mark.parametrize(
    "wanted", ["DB", "cf", "PV", "Debug", "Host", "Keys", "Run", "Section", "EventArgs", "ConfirmPreference"]
)
def test_no_parameter_hides_one_of_powershell_or_of_the_script(wanted: str) -> None:
    assert parameter_name(wanted) == f"{wanted}Value"


@pytest.mark.parametrize("wanted", ["Server", "Database", "CasServer", "Name", "Text"])
def test_other_names_stay(wanted: str) -> None:
    assert parameter_name(wanted) == wanted


def test_the_variables_of_the_script_are_no_parameters() -> None:
    tail = Script(next(iter(render(pop()))).data.decode("ascii")).tail
    names = set(re.findall(r"\$(\w+) = |foreach \(\$(\w+)", tail))
    variables = {"".join(pair) for pair in names} | {"runbook", "defaultText"}
    assert len(variables) > 5
    wanted = {name[:1].upper() + name[1:] for name in variables}
    assert {parameter_name(name) for name in wanted} == {f"{name}Value" for name in wanted}
