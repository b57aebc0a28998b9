"""A nursery for each test."""

from collections.abc import AsyncIterator

import pytest

from tests.kills.lives import Nursery, open_nursery


@pytest.fixture
async def nursery() -> AsyncIterator[Nursery]:
    """Keep a nursery for a test."""
    async with open_nursery() as opened:
        yield opened
