"""The data tables agree with each other."""

from __future__ import annotations

from runbookc.commands import tables


def test_every_risk_has_a_level() -> None:
    used = {each.risk for each in tables.cmdlets().values()} | {
        each.risk for each in tables.programs().values()
    }
    used |= {risk for each in tables.programs().values() for risk in each.risks.values()}
    used |= {risk for nouns in tables.noun_risks().values() for risk in nouns.values()}
    used |= set(tables.parameter_risks().values())
    assert used - {""} <= set(tables.risks())


def test_every_effect_is_one_of_three() -> None:
    effects = set(tables.verbs().values()) | {each.effect for each in tables.programs().values()}
    effects |= {each.effect for each in tables.cmdlets().values()} - {""}
    assert effects <= {"read", "change", "unknown"}


def test_switches_are_parameters() -> None:
    for name, each in tables.cmdlets().items():
        assert set(each.switches) <= set(each.parameters), name
        assert len(set(each.parameters)) == len(each.parameters), name


def test_names_are_canonical() -> None:
    for name in tables.cmdlets():
        assert tables.canonical_name(name.lower()) == name
    for alias, name in tables.aliases().items():
        assert tables.canonical_name(alias.upper()) == name


def test_a_parameter_may_be_cut_to_where_it_is_the_only_one() -> None:
    assert tables.canonical_parameter("Get-ServerHealth", "healths") == "HealthSet"
    assert tables.canonical_parameter("Get-ServerHealth", "WHATIF") == "WhatIf"
    assert tables.canonical_parameter("Get-ServerHealth", "h") == "H"
    assert tables.canonical_parameter("Get-Nothing", "foo") == "Foo"


def test_subcommands_do_not_both_read_and_change() -> None:
    for name, each in tables.programs().items():
        assert not set(each.read) & set(each.change), name
