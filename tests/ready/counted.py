"""The site as a server loads it, with every request that reaches Django written down.

`VESTNIK_TEST_BUILDS` names the file that gets a line for each.
"""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

_django = get_wsgi_application()


def _counted(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    # Appended in one piece: lines of several processes don't mix.
    with open(os.environ["VESTNIK_TEST_BUILDS"], "a", buffering=1) as builds:
        builds.write(f"{os.getpid()} {environ['PATH_INFO']}\n")
    return _django(environ, start_response)


from news.ready.wiring import in_front_of  # noqa: E402

application = in_front_of(_counted)
