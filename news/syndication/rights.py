"""What may be given to whom: asked here and nowhere else."""

from datetime import datetime

from news.photos.models import Photo, Rights
from news.syndication.audience import Audience


def may_give(photo: Photo, audience: Audience, on: datetime) -> bool:
    """Say whether this audience may have the photo at this moment.

    A photo for the site only goes to nobody else, nor does one whose time is over.
    """
    return photo.rights == Rights.SYNDICATE and not photo.is_expired(on)
