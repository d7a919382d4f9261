"""The secret key of a newsroom that runs without settings: made once, kept beside its data."""

import os
import secrets
from pathlib import Path


def embedded_secret(data: Path) -> str:
    """Return the key in `data`, made there at the first start, readable by its owner alone."""
    kept = data / "secret-key"
    draft = data / f"secret-key.{os.getpid()}"
    if not kept.exists():
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            # A link fails where another process was first; its key is then the one.
            os.link(draft, kept)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return kept.read_text()
