"""What stands on the home screen, and in which order."""

from typing import Any

from wagtail.admin.ui.components import Component

from news.desk.home.first_steps import FirstStepsPanel
from news.desk.home.new_story import NewStoryPanel
from news.desk.home.released import ReleasedPanel
from news.desk.home.waiting import WaitingPanel


def arrange_home(request: Any, panels: list[Component]) -> None:
    """Put ours between Wagtail's: a new story, first steps and duties on top, releases below."""
    panels.extend([NewStoryPanel(), FirstStepsPanel(), WaitingPanel(), ReleasedPanel()])
