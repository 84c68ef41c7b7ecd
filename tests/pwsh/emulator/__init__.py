"""A small PowerShell, for the constructs that the generated scripts use and no others.

Where no ``pwsh`` is installed the scripts would go untested. This evaluator walks the tree of
tree-sitter-powershell by the rules of the language that matter here: dynamic scopes, strict mode
(a missing variable, property or parameter is an error), enumeration of arrays on output,
ShouldProcess with ``-WhatIf`` and ``-Confirm``, typed catch. A construct that it does not know
raises `NotImplementedError`, so that it cannot agree by accident.
"""
