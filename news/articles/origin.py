"""Whether an edition is the original, and whether a translation lags behind it."""

from typing import Any


class Origin:
    """The rules for an edition's language and version beside its story's, however it was read."""

    __slots__ = ()

    story: Any
    language: Any
    made_from_version: Any

    @property
    def is_source(self) -> bool:
        """Whether the story was written in this edition, which then owns its facts."""
        return self.story.source_language == self.language

    @property
    def is_stale(self) -> bool:
        """Whether the original was announced anew since this translation was made from it."""
        return not self.is_source and self.made_from_version < self.story.source_version
