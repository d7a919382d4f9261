"""The registry of sweeps: what the worker looks at every five seconds."""

from collections.abc import Callable

SWEEPS: dict[str, Callable[[], object]] = {}


def register(name: str, sweep: Callable[[], object]) -> None:
    """Have the worker call `sweep` every five seconds; it must be harmless to repeat."""
    SWEEPS[name] = sweep
