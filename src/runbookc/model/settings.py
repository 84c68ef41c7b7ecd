"""What the user may choose about the rules."""

from __future__ import annotations

import msgspec

from runbookc.model.finding import LEVELS, Level


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    disabled: tuple[str, ...] = ()
    """Codes (``TYP001``) or families (``TYP``)."""
    levels: dict[str, Level] = {}
    """Code or family to the level that its findings get."""
    min_confidence: float = 0.0
    min_level: Level = "note"
    """Findings below it are left out."""

    def wants(self, code: str) -> bool:
        """Whether the rule is to run at all."""
        return code not in self.disabled and code[:3] not in self.disabled

    def level(self, code: str, level: Level) -> Level:
        """The level after the user's overrides; a code is more specific than its family."""
        return self.levels.get(code) or self.levels.get(code[:3]) or level

    def shows(self, level: Level, confidence: float) -> bool:
        """Whether a finding of that level and confidence is wanted."""
        return LEVELS.index(level) <= LEVELS.index(self.min_level) and confidence >= self.min_confidence
