"""Template filters of reports about copies."""

from datetime import datetime

from django import template
from django.utils.encoding import uri_to_iri

from news.newsroom.dates import Calendar
from news.push.copies import telling

register = template.Library()

register.filter("said", telling.said)
register.filter("readable", uri_to_iri)


@register.filter
def stamp(moment: datetime, calendar: Calendar) -> str:
    """Show a moment to the second, with its offset."""
    return telling.stamp(moment, calendar)
