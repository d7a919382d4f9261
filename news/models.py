"""Index of all models; each domain defines its own."""

from news.articles.models import *  # noqa: F403
from news.comments.models import *  # noqa: F403
from news.demo.models import *  # noqa: F403
from news.desk.models import *  # noqa: F403
from news.newsroom.models import *  # noqa: F403
from news.partners.models import *  # noqa: F403
from news.people.models import *  # noqa: F403
from news.photos.models import *  # noqa: F403
from news.push.copies.models import *  # noqa: F403
from news.push.hub.models import *  # noqa: F403
from news.push.models import *  # noqa: F403
from news.push.pickups.models import *  # noqa: F403
