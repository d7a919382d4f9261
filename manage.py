#!/usr/bin/env python3
"""The one entry point: `start`, `test`, and every command of Django and Wagtail."""

import sys

# Before any import: an older Python would answer with a traceback instead of this sentence.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(f"Vestnik needs Python 3.11 or newer, and this is {sys.version.split()[0]}.")

from cms import bootstrap

if __name__ == "__main__":
    sys.exit(bootstrap.main(sys.argv))
