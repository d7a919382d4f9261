"""WSGI entry point: what is kept ready first, then static files, then Django."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

served = WhiteNoise(
    get_wsgi_application(),
    root=settings.STATIC_ROOT,
    prefix=settings.STATIC_URL,
    # `name.0123456789ab.css`: the manifest storage names a file after its bytes.
    immutable_file_test=r"^.+\.[0-9a-f]{12}\..+$",
)

# Django's models can be imported once it has been set up.
from news.partners.usage import USAGE  # noqa: E402
from news.ready.wiring import in_front_of  # noqa: E402

USAGE.serve()
application = in_front_of(served)
