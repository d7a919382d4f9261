"""Who is asking: the public, or somebody with terms of their own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Audience:
    """An audience by the key its ready bytes are kept under; every gate takes it."""

    key: str


PUBLIC = Audience("public")


def public() -> Audience:
    """Return the audience of whoever comes without a key."""
    return PUBLIC
