"""Write where released editions are listed."""

from collections import defaultdict

from django.db import migrations

AT_ONCE = 2000


def place_editions(apps, _schema_editor):
    """List every live edition under its story's subjects, a translation under its own people."""
    model = {name: apps.get_model("news", name) for name in ("ArticlePage", "Placement", "Story")}
    topics, people, own = defaultdict(set), defaultdict(set), defaultdict(set)
    through = model["Story"]._meta.get_field("topics").remote_field.through
    for story, topic in through.objects.values_list("story_id", "topic_id"):
        topics[story].add(topic)
    credits = apps.get_model("news", "StoryCredit").objects
    for story, person in credits.values_list("story_id", "person_id"):
        people[story].add(person)
    drafted = apps.get_model("news", "EditionCredit").objects
    for edition, person in drafted.values_list("page_id", "person_id"):
        own[edition].add(person)
    rows = []
    live = model["ArticlePage"].objects.filter(live=True, released_at__isnull=False)
    for edition in live.select_related("story").defer("body", "made_from").iterator(AT_ONCE):
        story = edition.story
        credited = set(people[story.pk])
        if story.source_language != edition.language:
            credited |= own[edition.pk]
        placed = {("section", story.section_id)} if story.section_id else set()
        placed |= {("topic", pk) for pk in topics[story.pk]}
        placed |= {("person", pk) for pk in credited}
        rows += [
            model["Placement"](
                edition_id=edition.pk,
                kind=kind,
                subject_id=pk,
                language=edition.language,
                released_at=edition.released_at,
                changed_at=edition.changed_at or edition.released_at,
            )
            for kind, pk in sorted(placed)
        ]
        if len(rows) >= AT_ONCE:
            model["Placement"].objects.bulk_create(rows)
            rows = []
    model["Placement"].objects.bulk_create(rows)


def take_away(apps, _schema_editor):
    """List nothing."""
    apps.get_model("news", "Placement").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("news", "0005_placements")]

    operations = [migrations.RunPython(place_editions, take_away)]
