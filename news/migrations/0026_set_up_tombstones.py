"""Write what archives hold of editions that were withdrawn before."""

from django.db import migrations

AT_ONCE = 2000


def set_up(apps, _schema_editor):
    """Take the first release of an edition from its row or, of a deleted one, from its notices."""
    Notice, Tombstone = apps.get_model("news", "Notice"), apps.get_model("news", "Tombstone")
    ArticlePage, Person = apps.get_model("news", "ArticlePage"), apps.get_model("news", "Person")
    merged = {
        f"person:{pk}": f"person:{into}"
        for pk, into in Person.objects.filter(merged_into__isnull=False).values_list(
            "pk", "merged_into"
        )
    }
    taken_back = ArticlePage.objects.filter(live=False, withdrawn_at__isnull=False)
    dates = dict(taken_back.values_list("pk", "released_at"))
    withdrawals = Notice.objects.filter(kind="withdrawn")
    gone = withdrawals.filter(edition=None).values("urn")
    # What was released anew under the name of a deleted edition.
    again = set(
        ArticlePage.objects.filter(urn__in=gone, released_at__isnull=False).values_list(
            "urn", flat=True
        )
    )
    first = {}
    releases = Notice.objects.filter(kind="released", edition=None, urn__in=gone)
    for urn, occurred_at in releases.order_by("sequence").values_list("urn", "occurred_at"):
        first[urn] = occurred_at
    rows = []
    for notice in withdrawals.order_by("sequence").iterator(AT_ONCE):
        if notice.edition_id is None:
            if notice.urn in again:
                continue
            released_at = first.get(notice.urn)
        elif notice.edition_id in dates:
            released_at = dates[notice.edition_id]
        else:
            continue
        rows += [
            Tombstone(
                notice=notice,
                channel=channel,
                language=notice.language,
                released_at=released_at or notice.occurred_at,
            )
            for channel in sorted({merged.get(each, each) for each in notice.channels_before})
        ]
        if len(rows) >= AT_ONCE:
            Tombstone.objects.bulk_create(rows)
            rows = []
    Tombstone.objects.bulk_create(rows)


def take_down(apps, _schema_editor):
    """Leave none."""
    apps.get_model("news", "Tombstone").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("news", "0025_tombstones")]

    operations = [migrations.RunPython(set_up, take_down)]
