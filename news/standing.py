"""What stands in every newsroom: made after each migration, and by whoever adds a language."""

from news.articles.tree import ensure_tree
from news.desk import cells
from news.desk.groups import ensure_groups
from news.desk.workflows import ensure_workflows
from news.newsroom.generation import mark_shared
from news.newsroom.licences import ensure_licences
from news.people.roles import ensure_roles


def ensure_standing(**_kwargs: object) -> None:
    """Make tree, licences, roles, groups, workflows and board where they are missing.

    What was kept before is stale: a migration may have changed anything.
    """
    ensure_tree()
    ensure_licences()
    ensure_roles()
    ensure_groups()
    ensure_workflows()
    cells.fill()
    mark_shared()
