"""Wagtail's own mail of reviews: kept for pages that are not news, which nobody else tells of."""

from typing import Any

from django.utils.translation import gettext_lazy
from wagtail.admin import mail
from wagtail.admin.views.account import NotificationsSettingsPanel
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from news.articles.models import ArticlePage


class OtherPages:
    """A notifier that leaves editions to us."""

    def can_handle(self, instance: TaskState | WorkflowState, **kwargs: Any) -> bool:
        review = instance.workflow_state if isinstance(instance, TaskState) else instance
        is_edition = ArticlePage.objects.filter(pk=review.object_id).exists()
        return not is_edition and super().can_handle(instance, **kwargs)


class TaskSubmitted(OtherPages, mail.GroupApprovalTaskStateSubmissionEmailNotifier):
    """Mail to those who review."""


class Submitted(OtherPages, mail.WorkflowStateSubmissionEmailNotifier):
    """Mail to administrators."""


class Approved(OtherPages, mail.WorkflowStateApprovalEmailNotifier):
    """Mail to whoever submitted."""


class Rejected(OtherPages, mail.WorkflowStateRejectionEmailNotifier):
    """Mail to whoever submitted."""


_PLACES = (
    (task_submitted, TaskState, TaskSubmitted(), "group_approval_task_submitted"),
    (workflow_submitted, WorkflowState, Submitted(), "workflow_state_submitted"),
    (workflow_rejected, WorkflowState, Rejected(), "workflow_state_rejected"),
    (workflow_approved, WorkflowState, Approved(), "workflow_state_approved"),
)


def replace() -> None:
    """Take the places of Wagtail's notifiers: a second one of the same name isn't connected.

    Called before the admin's own application is ready, since ours stands before it.
    """
    for signal, sender, notifier, name in _PLACES:
        signal.connect(notifier, sender=sender, dispatch_uid=f"{name}_email_notification")
    NotificationsSettingsPanel.title = gettext_lazy("Other pages, and comments in texts")
