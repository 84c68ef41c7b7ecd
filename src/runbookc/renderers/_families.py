"""What families of rules are called on pages."""

FAMILIES = {
    "STR": "Structure",
    "TBL": "Probe table",
    "CMD": "Command",
    "IDN": "Name or identifier",
    "NUM": "Number or duration",
    "LNK": "Link",
    "REF": "Cross reference",
    "UIL": "Literal",
    "TXT": "Missing or untranslated text",
    "TRM": "Term",
    "POL": "Condition turned round",
    "TYP": "Typography",
    "REV": "Out of date",
    "SRC": "Source unreadable",
}
"""Rule family to its word, in the order in which pages list them; the checklist page has the same."""
