"""Settings by topic; the environment is read in `cms.settings.environment` alone."""

from cms.settings.apps import *  # noqa: F403
from cms.settings.files import *  # noqa: F403
from cms.settings.languages import *  # noqa: F403
from cms.settings.logs import *  # noqa: F403
from cms.settings.security import *  # noqa: F403
from cms.settings.services import *  # noqa: F403
from cms.settings.wagtail import *  # noqa: F403
