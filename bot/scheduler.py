"""The clock: when sites are asked, and when each account publishes and reconciles.

APScheduler only wakes us. What is to be done stands in the database, so a run that is late, doubled or lost
changes nothing. After each run the next one is set to the moment at which there is something to do.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime, timedelta
from functools import partial

from apscheduler.events import (
    EVENT_JOB_EXECUTED,
    EVENT_JOB_MAX_INSTANCES,
    EVENT_JOB_MISSED,
    JobEvent,
)
from apscheduler.executors.pool import BasePoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from bot.desk import Desk
from bot.desk.alert.news import tell
from bot.desk.backup import back_up_if_due
from bot.desk.deliver.absence import note_absence
from bot.desk.deliver.changing import change_due, next_change_at
from bot.desk.deliver.publish import next_publish_at, publish_due, waits_for_check
from bot.desk.deliver.reconcile import next_reconcile_at, reconcile_due, take_over_abandoned
from bot.desk.forget import forget_old
from bot.desk.ingest.collect import collect, next_collect_at, sites_to_ask, spread_polls
from bot.desk.ingest.follow import follow_changes
from bot.desk.ingest.pages import read_pages
from bot.desk.ingest.recheck import ask_about_missing, try_recheck, unchecked_by_site
from bot.desk.ingest.sitemaps import look_at_sitemaps, sitemaps_to_ask
from bot.desk.ingest.subscribe import HubDesk, subscribe_due
from bot.desk.open_edits import put_back_abandoned
from bot.desk.presence import begin_work, end_work, note_fault
from bot.desk.reload import SettingsOnDisk
from bot.desk.troubles import Troubles
from bot.desk.upkeep import Upkeep
from bot.errors import PingError
from bot.monitoring.ping import send_ping
from bot.monitoring.supervisor import Supervisor
from bot.outbox.rules.delivery import Delivery
from bot.settings import Account, Settings, missing_secrets

LOOK_AROUND = timedelta(seconds=5)
"""How soon a change made by another program (`bot approve`, `bot post`) is noticed."""

SHORTEST_PAUSE = timedelta(seconds=0.2)
"""Between two runs of one job, so that work which cannot be done now never becomes a busy loop."""

ROUND = timedelta(seconds=1)
"""Looks that come due within it are one round: a round for each would cost more than the looks."""

LOOK_AT_SETTINGS = timedelta(seconds=2)
"""How soon changed settings are noticed."""

HEARTBEAT = timedelta(seconds=5)
STILLNESS = timedelta(minutes=2)
"""A clock without a heartbeat for so long is dead: APScheduler's thread can end while `running` stays true."""

BETWEEN_JUDGEMENTS = timedelta(minutes=1)
"""How often it is judged how the bot is doing, and people are told what is new."""

RECHECKED_AT_ONCE = 8
"""Sites that are asked once more at the same moment, before their posts go out."""

CHECK_TAKES = timedelta(minutes=2)
"""So long a post waits for the check of an older one from another site, so that they go out in their order."""

COLLECT = "collect"
RECHECK = "recheck"
PAGES = "pages"
FOLLOW = "follow"
SITEMAPS = "sitemaps"
HUBS = "hubs"
UPKEEP = "upkeep"
ALERTS = "alerts"
PING = "ping"

PING_EVERY = timedelta(minutes=1)
NOBODY = Supervisor({})
"""A supervisor for a scheduler that no service runs."""

_EVENTS = EVENT_JOB_EXECUTED | EVENT_JOB_MISSED | EVENT_JOB_MAX_INSTANCES
BACKUP = "backup"
FORGET = "forget"

TIDY_EVERY = timedelta(hours=1)
"""How often it is looked whether a backup is due, or something is old enough to be forgotten."""


class SchedulerDiedError(RuntimeError):
    """The scheduler's thread is dead; the process must end so that its supervisor starts it again."""


class _Workers(BasePoolExecutor):  # type: ignore[misc]  # APScheduler 3 has no types
    """Runs jobs in a pool that is ours, and outlives the scheduler."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        super().__init__(pool)


class Scheduler:
    """Runs the desk until it is told to stop."""

    def __init__(
        self, desk: Desk, stop: threading.Event, on_disk: SettingsOnDisk | None = None, supervisor: Supervisor = NOBODY
    ) -> None:
        """`on_disk` are the files that `desk.settings` come from; None where these are not to be followed."""
        self._desk = desk
        self._stop = stop
        self._on_disk = on_disk
        self._supervisor = supervisor
        self._troubles = Troubles(desk.announce)
        self._done: set[str] = set()
        """The jobs that have done their work since the last ping."""
        self._beat_at = time.monotonic()
        self._accounts = {f"account {account.name}": account for account in desk.settings.accounts}
        # A thread for each account, so that one that waits for its platform never holds up another.
        self._pool = ThreadPoolExecutor(len(self._accounts) + 12 + RECHECKED_AT_ONCE, thread_name_prefix="work")
        self._rechecked: set[str] = set()
        """The sites that are being asked just now."""
        self._unanswered: dict[str, float] = {}
        """When each site was first asked of which no check has succeeded since; of `time.monotonic`."""
        # It warns of each run that is skipped because the one before goes on; that one plans the next itself.
        logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
        self._scheduler = BackgroundScheduler(
            timezone="UTC",
            executors={"default": _Workers(self._pool)},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    def run(self) -> Settings | None:
        """Work until `stop` is set, or other settings are there, then finish what is in hand.

        Returns the settings to go on with; None where `stop` was set. It is set in any case afterwards.
        Raises SchedulerDiedError, and SettingsError where `watch.listen` cannot be listened at.
        """
        with self._listening():
            return self._work()

    def _work(self) -> Settings | None:
        self._supervisor.ready(f"watches {len(self._desk.settings.sites)} sites for {len(self._accounts)} accounts")
        self._begin()
        self._scheduler.add_listener(self._after_run, _EVENTS)
        self._add(self._beat, "heartbeat", HEARTBEAT)
        self._add(self._collect, COLLECT, LOOK_AROUND)
        # Before a post goes out, and beside the looks: a round of many sites does not hold it up.
        self._add(self._recheck, RECHECK, LOOK_AROUND)
        # Beside the looks, so that a slow page holds up no other site.
        self._add(self._read_pages, PAGES, LOOK_AROUND)
        self._add(self._follow, FOLLOW, LOOK_AROUND)
        self._add(self._tell, ALERTS, BETWEEN_JUDGEMENTS)
        self._add(Upkeep(self._desk, started_at=self._desk.now()).look, UPKEEP, LOOK_AROUND)
        if any(site.sitemap for site in self._desk.settings.sites):
            self._add(self._look_at_sitemaps, SITEMAPS, LOOK_AROUND)
        if self._desk.settings.watch.callback:
            self._add(self._subscribe, HUBS, LOOK_AROUND)
        if self._desk.settings.backups.every:
            self._add(self._back_up, BACKUP, TIDY_EVERY)
        if self._desk.settings.keep:
            self._add(self._forget, FORGET, TIDY_EVERY)
        for name, account in self._accounts.items():
            self._add(self._serve(account), name, LOOK_AROUND)
        if self._desk.settings.health.ping:
            self._add(self._ping, PING, PING_EVERY)
        self._scheduler.start()
        changed: Settings | None = None
        try:
            while not self._stop.wait(LOOK_AT_SETTINGS.total_seconds()):
                self._follow_clock()
                self._check_heartbeat()
                if changed := self._changed_settings():
                    break
            else:
                self._supervisor.stopping()
        finally:
            self._stop.set()
            # Not shutdown(wait=True): it waits with the lock in hand that `_after_run` needs to end its run.
            self._scheduler.shutdown(wait=False)
            self._pool.shutdown(wait=True)
        # Where it only takes other settings, it goes on: for whoever asks in between, it has never ended.
        if changed is None:
            end_work(self._desk)
        return changed

    def _begin(self) -> None:
        """What comes before everything else; a database that fails just now is waited for."""
        while not self._stop.is_set() and not self._troubles.run("start", self._start):
            self._supervisor.alive()
            self._stop.wait(LOOK_AROUND.total_seconds())

    def _start(self) -> None:
        begin_work(self._desk, "run")
        note_absence(self._desk)
        spread_polls(self._desk)

    def _add(self, work: Callable[[], None], name: str, every: timedelta) -> None:
        self._scheduler.add_job(
            partial(self._run, name, work),
            "interval",
            seconds=every.total_seconds(),
            id=name,
            next_run_time=datetime.now(UTC),
        )

    def _run(self, name: str, work: Callable[[], None]) -> bool:
        is_done = self._troubles.run(name, work)
        if is_done:
            self._done.add(name)
        return is_done

    def _ping(self) -> None:
        """Tell whoever watches from outside that work was done: the sites were looked after, and every account served.

        Raises PingError where that cannot be told.
        """
        trouble = self._troubles.of_others(PING)
        if not trouble and not self._done.issuperset({COLLECT, *self._accounts}):
            return
        self._done.clear()
        if fault := send_ping(self._desk.settings.health.ping, "fail" if trouble else "success", trouble):
            raise PingError(f"the ping could not be sent: {fault}")

    def _beat(self) -> None:
        self._beat_at = time.monotonic()
        self._supervisor.alive()
        self._desk.processes.beat(self._desk.me)

    def _changed_settings(self) -> Settings | None:
        """The settings on the disk, where they are others and can be used; where they cannot, that is told once."""
        change = self._on_disk.change() if self._on_disk else None
        if change is None:
            return None
        note_fault(self._desk, change.fault)
        if change.fault:
            self._desk.announce("settings.fault", fault=change.fault)
        else:
            self._desk.announce("settings.changed" if change.settings else "settings.mended")
        if change.settings:
            self._supervisor.reloading()
        return change.settings

    def _follow_clock(self) -> None:
        """Where the clock was put back, every run lies ahead by as much, and nothing would be done till then."""
        now = datetime.now(UTC)
        for job in self._scheduler.get_jobs():
            if job.next_run_time > now + 2 * job.trigger.interval:
                job.modify(next_run_time=now)

    def _check_heartbeat(self) -> None:
        still_for = time.monotonic() - self._beat_at
        if still_for > STILLNESS.total_seconds():
            raise SchedulerDiedError(f"the scheduler has not run anything for {still_for:.0f} seconds")

    def _collect(self) -> None:
        sites = sites_to_ask(self._desk)
        if sites:
            collect(self._desk, sites, stop=self._stop.is_set)

    def _recheck(self) -> None:
        """Each site in a thread of its own, so that one that does not answer holds up no other's posts."""
        unchecked = unchecked_by_site(self._desk)
        for site in self._unanswered.keys() - unchecked.keys():
            self._unanswered.pop(site, None)
        # Those that have not been asked yet come first: the places may be taken by sites that never answer.
        for site in sorted(unchecked, key=lambda site: self._unanswered.get(site, 0.0)):
            if site not in self._rechecked and len(self._rechecked) < RECHECKED_AT_ONCE:
                self._rechecked.add(site)
                self._unanswered.setdefault(site, time.monotonic())
                self._pool.submit(self._recheck_site, site, unchecked[site])

    def _recheck_site(self, site: str, deliveries: Sequence[Delivery]) -> None:
        def recheck() -> None:
            if try_recheck(self._desk, site, deliveries):
                self._unanswered.pop(site, None)

        try:
            if self._troubles.run(f"{RECHECK} {site}", recheck) and not self._stop.is_set():
                self._troubles.run(RECHECK, self._plan_services)
        finally:
            self._rechecked.discard(site)

    def _is_awaited(self, site: str) -> bool:
        """Whether older posts of that site are to be checked before younger ones of other sites go out."""
        asked_at = self._unanswered.get(site)
        return asked_at is None or time.monotonic() - asked_at < CHECK_TAKES.total_seconds()

    def _read_pages(self) -> None:
        read_pages(self._desk)

    def _follow(self) -> None:
        ask_about_missing(self._desk)
        follow_changes(self._desk)

    def _tell(self) -> None:
        missing = missing_secrets(self._desk.settings, os.environ)
        tell(self._desk, missing_secrets=missing, stop=self._stop.is_set)

    def _subscribe(self) -> None:
        subscribe_due(self._desk)

    def _listening(self) -> AbstractContextManager[object]:
        """While it is entered, hubs can push, where bot.toml says at which address."""
        watch = self._desk.settings.watch
        if not watch.callback:
            return nullcontext()
        from bot.sources.websub.push import PushServer

        def wake() -> None:
            self._bring_forward(COLLECT, datetime.now(UTC))

        return PushServer(*watch.listen, HubDesk(self._desk, wake))

    def _look_at_sitemaps(self) -> None:
        if look_at_sitemaps(self._desk, sitemaps_to_ask(self._desk)):
            self._bring_forward(PAGES, datetime.now(UTC))

    def _back_up(self) -> None:
        back_up_if_due(self._desk)

    def _forget(self) -> None:
        forget_old(self._desk, stop=self._stop.is_set)

    def _serve(self, account: Account) -> Callable[[], None]:
        def serve() -> None:
            put_back_abandoned(self._desk)
            take_over_abandoned(self._desk, account)
            reconcile_due(self._desk, account, stop=self._stop.is_set)
            change_due(self._desk, account, stop=self._stop.is_set)
            publish_due(self._desk, account, stop=self._stop.is_set, is_awaited=self._is_awaited)

        return serve

    def _after_run(self, event: JobEvent) -> None:
        """Called when a run has ended, and its job may run again. One that failed runs at its usual time."""
        if event.code == EVENT_JOB_EXECUTED and event.retval and not self._stop.is_set():
            self._troubles.run(event.job_id, partial(self._plan_after, event.job_id))

    def _plan_after(self, job: str) -> None:
        if job == COLLECT:
            self._bring_forward(COLLECT, next_collect_at(self._desk), pause=ROUND)
            self._bring_forward(PAGES, datetime.now(UTC))
            self._plan_services()
        elif job in self._accounts:
            self._plan_service(job)

    def _plan_services(self) -> None:
        for name in self._accounts:
            self._plan_service(name)

    def _plan_service(self, name: str) -> None:
        """The account's next post is checked when it may go out, and goes out when it is checked."""
        account = self._accounts[name]
        publish_at = next_publish_at(self._desk, account)
        self._bring_forward(RECHECK, publish_at)
        if waits_for_check(self._desk, account, self._is_awaited):  # it is woken when the check has been made
            publish_at = None
        times = (publish_at, next_reconcile_at(self._desk, account), next_change_at(self._desk, account))
        self._bring_forward(name, min((at for at in times if at), default=None))

    def _bring_forward(self, name: str, at: datetime | None, *, pause: timedelta = SHORTEST_PAUSE) -> None:
        """Run the job at that moment, if it would run later by itself."""
        job = self._scheduler.get_job(name)
        if job is None or at is None:
            return
        at = max(at, datetime.now(UTC) + pause)
        if at < job.next_run_time:
            job.modify(next_run_time=at)
