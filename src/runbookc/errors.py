"""Trouble outside the documents: what stops a command, with a message that says what to do.

Trouble inside a document is data, see `runbookc.model.document.Problem`.
"""


class RunbookcError(Exception):
    """Base of all errors that the command line shows as one line."""
