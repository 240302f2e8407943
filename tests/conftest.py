"""Which tests are slow, how often random ones are tried, in which order workers run them, and what
Ctrl-C does.
"""

import signal
from collections.abc import Iterator

import pytest
from hypothesis import is_hypothesis_test

from tests import thoroughness
from tests.order import slow_first

thoroughness.register()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Properties over random programmes are slow; other slow tests are marked where they stand."""
    for item in items:
        if isinstance(item, pytest.Function) and is_hypothesis_test(item.obj):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(autouse=True)
def _ctrl_c_interrupts() -> Iterator[None]:
    """Here and in what is started here: whoever runs the tests may have it ignored, as a shell does
    for what it runs in the background, and a test may have left it otherwise.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


class Order:
    """In a worker, once all is chosen."""

    def __init__(self, workers: int) -> None:
        self.workers = workers

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = slow_first(
            items,
            self.workers,
            file=lambda item: item.nodeid.partition("::")[0],
            slow=lambda item: item.get_closest_marker("slow") is not None,
        )


def pytest_configure(config: pytest.Config) -> None:
    if worker := getattr(config, "workerinput", None):
        config.pluginmanager.register(Order(worker["workercount"]))
