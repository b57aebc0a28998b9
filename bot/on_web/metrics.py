"""The numbers in the form that Prometheus reads: one family a function, made anew on each read.

Labels are platforms and marks, never anybody. The only importer of its library.
"""

from collections.abc import Iterator

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from bot.domain.ids import Platform
from bot.usecases.watching import Health, Load, Measured, Waiting

CONTENT_TYPE = CONTENT_TYPE_LATEST


class _Numbers(Collector):
    """Hands numbers that are known already to the library."""

    def __init__(self, measured: Measured, sockets: int) -> None:
        self._measured = measured
        self._sockets = sockets

    def collect(self) -> Iterator[Metric]:
        """Yield every family."""
        yield _answers(self._measured)
        yield from _outbox(self._measured.health)
        yield from _health(self._measured.health)
        yield from _database(self._measured.load)
        yield _gauge("open_sockets", "Tabs of the classroom that are open.", self._sockets)
        made = self._measured.last_backup
        if made is not None:
            told = "When the newest backup was made, in seconds of Unix time."
            yield _gauge("last_backup_timestamp_seconds", told, made.timestamp())


def exposition(measured: Measured, sockets: int) -> bytes:
    """Return the text that a monitor reads: ours, and what the system knows of the process."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Numbers(measured, sockets))
    ProcessCollector(namespace="studyhall", registry=registry)
    return generate_latest(registry)


def _gauge(name: str, told: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"studyhall_{name}", told, value=value)


def _answers(measured: Measured) -> Metric:
    family = CounterMetricFamily(
        "studyhall_answers", "Answers marked since the start.", labels=("platform", "verdict")
    )
    for (platform, mark), count in measured.answers.items():
        family.add_metric((platform.value, mark.value), count)
    return family


def _outbox(health: Health) -> Iterator[Metric]:
    posts = GaugeMetricFamily(
        "studyhall_posts_due", "Posts that are not delivered yet.", labels=("platform",)
    )
    lag = GaugeMetricFamily(
        "studyhall_delivery_lag_seconds",
        "How long the oldest of them has waited.",
        labels=("platform",),
    )
    waiting = {one.platform: one for one in health.waiting}
    for platform in Platform:  # a number that is there only at times draws no line
        one = waiting.get(platform, Waiting(platform, 0, 0.0))
        posts.add_metric((platform.value,), one.posts)
        lag.add_metric((platform.value,), one.seconds)
    yield posts
    yield lag
    yield _gauge("dailies_due", "Daily questions due and not posted.", health.dailies_due)
    yield _gauge("dailies_late_seconds", "How long the oldest of them is due.", health.dailies_late)


def _health(health: Health) -> Iterator[Metric]:
    yield _gauge("healthy", "1 while the bot does its work.", float(health.well))
    yield _gauge("database_writable", "1 while the database can write.", float(not health.trouble))
    yield _gauge("metronome_silence_seconds", "Since the metronome beat last.", health.silence)


def _database(load: Load) -> Iterator[Metric]:
    yield _gauge("database_queue", "Transactions that wait for the database.", load.queue)
    yield CounterMetricFamily(
        "studyhall_database_transactions", "Transactions since the start.", value=load.transactions
    )
    buckets = [
        ("+Inf" if bound == float("inf") else str(bound), count) for bound, count in load.by_length
    ]
    yield HistogramMetricFamily(
        "studyhall_database_batch_seconds",
        "What each commit took, with everybody's work in it and the wait for the disk.",
        buckets=buckets,
        sum_value=load.seconds,
    )
