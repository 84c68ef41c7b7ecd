"""Trouble outside the documents: what stops a command, with a message that says what to do.

Trouble inside a document is data, see `runbookc.model.document.Problem`.
"""


class RunbookcError(Exception):
    """Base of all errors that the command line shows as one line."""


class CatalogError(RunbookcError):
    """A catalog of UI words cannot be read."""

    def __init__(self, locale: str, domain: str, reason: str) -> None:
        self.locale, self.domain, self.reason = locale, domain, reason
        super().__init__(f"catalog locales/{locale}/{domain}.po is broken: {reason}")


class MissingPartError(RunbookcError):
    """Something that is installed on request only is asked for."""

    def __init__(self, extra: str) -> None:
        self.extra = extra
        super().__init__(f"this needs an optional part: pip install 'runbookc[{extra}]'")
