"""The application's configuration: what is connected when it starts."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    """One app label and one chain of migrations for all domains."""

    name = "news"
    verbose_name = _("Newsroom")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from news.articles import files, foretelling, receivers, timetable
        from news.articles.ledger import NoticeCounter
        from news.comments import limits
        from news.comments import receivers as comments
        from news.desk import above, assignments, panels
        from news.desk import apps as desk
        from news.desk.telling import mailing, reminding
        from news.newsroom import beginnings, indexing, statistics, sweep
        from news.partners import advance, endpoints, keyring, usage
        from news.partners import receivers as partners
        from news.photos import gate, sizes
        from news.push import acknowledging, addresses, fetches, waking
        from news.push.copies import noting
        from news.push.copies.watching import WATCHER
        from news.push.courier import COURIER
        from news.push.hub.courier import HUB
        from news.push.pickups import editions as pick_ups
        from news.push.pickups.fetches import SUMMING
        from news.ready import wiring
        from news.standing import ensure_standing
        from news.syndication import absences, pictures
        from news.website import apps as website
        from news.website import visits

        beginnings.find_by_index()
        receivers.connect()
        foretelling.connect()
        comments.connect()
        website.connect()
        desk.connect()
        partners.connect()
        waking.connect()
        sizes.register(pictures.SPEC)
        endpoints.REFUSE = addresses.refuse_address
        acknowledging.NOTE_COPY = noting.note_by_call
        wiring.DOOR = keyring.KEYRING.open
        wiring.BEFORE[keyring.NOTICES] = NoticeCounter.present
        usage.WRITE_POLLS = fetches.write
        wiring.WITNESS = visits.see
        above.ABSENCES = absences.absences
        above.PICKED_UP = pick_ups.picked_up
        gate.IS_PUBLIC = files.is_public
        gate.OPENS_EARLY = advance.opens_early
        panels.GET_IT_EARLY = advance.partners_in_advance
        sweep.register("timetable", timetable.publish_due)
        # After it: what has just been released is cancelled for nobody.
        sweep.register("advances", foretelling.sweep)
        sweep.register("fingerprints", limits.forget_fingerprints)
        sweep.register("search", indexing.sweep)
        sweep.register("ready", wiring.trim)
        sweep.register("assignments", assignments.lapse)
        sweep.register("reminders", reminding.remind)
        sweep.register("mail", mailing.lease_due)
        sweep.register("old messages", reminding.forget_old)
        sweep.register("statistics", statistics.gather_when_due)
        sweep.register("pick-ups", SUMMING.sum_when_due)
        sweep.register("deliveries", COURIER.start_or_wake, COURIER.stop)
        sweep.register("copies", WATCHER.start, WATCHER.stop)
        sweep.register("hub", HUB.start_or_wake, HUB.stop)
        # Permissions of all applications exist only once the last has been migrated; of one
        # without models nothing is said.
        last = [each for each in apps.get_app_configs() if each.models_module][-1]
        post_migrate.connect(ensure_standing, sender=last, dispatch_uid="standing")
