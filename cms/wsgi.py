"""WSGI entry point: static files first, then Django."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")

application = WhiteNoise(
    get_wsgi_application(),
    root=settings.STATIC_ROOT,
    prefix=settings.STATIC_URL,
    # `name.0123456789ab.css`: the manifest storage names a file after its bytes.
    immutable_file_test=r"^.+\.[0-9a-f]{12}\..+$",
)
