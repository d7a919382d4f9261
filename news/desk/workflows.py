"""The review of translations: a workflow per language, asked of its editors."""

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from news.articles.tree import front_page
from news.desk.groups import CHIEFS, EDITORS
from news.newsroom.languages import codes

STOCK = "Moderators approval"


@transaction.atomic
def ensure_workflows() -> None:
    """Make the review of each language where it is missing; harmless to repeat.

    A page below a front page that somebody gave another workflow keeps it.
    """
    groups = list(Group.objects.filter(name__in=[EDITORS, CHIEFS]))
    for language in codes():
        name = f"Review {language}"
        workflow, _is_new = Workflow.objects.get_or_create(name=name)
        task = GroupApprovalTask.objects.filter(name=name).first()
        if task is None:
            task = GroupApprovalTask.objects.create(name=name)
        task.groups.add(*groups)
        WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
        WorkflowPage.objects.get_or_create(
            page_id=front_page(language).pk, defaults={"workflow": workflow}
        )
    _retire_stock()


def _retire_stock() -> None:
    """Wagtail's own review asks a group that has been taken away."""
    stock = Workflow.objects.filter(name=STOCK, active=True)
    for workflow in stock:
        if not workflow.workflow_states.exists():
            WorkflowPage.objects.filter(workflow=workflow).delete()
            Workflow.objects.filter(pk=workflow.pk).update(active=False)
