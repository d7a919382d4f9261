"""Work that is done once, in a process of its own, so that its memory is given back."""

import logging
import os
import sys
from collections.abc import Callable

from django.core.management import CommandError
from django.db import connections

from news.newsroom.serving import stop_with_parent

logger = logging.getLogger(__name__)


def done_apart(work: Callable[[], object]) -> bool:
    """Do work in a forked child and say whether it was done; what failed, the child has said.

    Call it before the first thread exists: a fork copies locks, not who would release them.
    """
    connections.close_all()
    sys.stdout.flush()
    if child := os.fork():
        return os.waitpid(child, 0)[1] == 0
    code = 1
    try:
        stop_with_parent()
        work()
        code = 0
    except CommandError as fault:
        sys.stderr.write(f"{fault}\n")
    except Exception:
        logger.exception("What was done apart has failed")
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
