"""The registry of sweeps: what the worker looks at every five seconds."""

from collections.abc import Callable

SWEEPS: dict[str, Callable[[], object]] = {}
ENDINGS: dict[str, Callable[[], object]] = {}


def register(
    name: str, sweep: Callable[[], object], end: Callable[[], object] | None = None
) -> None:
    """Have the worker call `sweep` every five seconds; it must be harmless to repeat.

    `end` is called when the worker stops, for a sweep that has begun something of its own.
    """
    SWEEPS[name] = sweep
    if end:
        ENDINGS[name] = end
