"""Which tests are slow, and how often random ones are tried."""

from collections.abc import Sequence

import pytest
from hypothesis import is_hypothesis_test

from tests import thoroughness

thoroughness.register()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Properties over random programmes are slow; other slow tests are marked where they stand."""
    for item in items:
        if isinstance(item, pytest.Function) and is_hypothesis_test(item.obj):
            item.add_marker(pytest.mark.slow)
