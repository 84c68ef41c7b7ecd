"""runbookc compiles runbooks that exist in many languages into one language-neutral model."""

__version__ = "0.1.0"
