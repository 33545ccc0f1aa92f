"""What the tests of the search share."""

from __future__ import annotations

import os

import pytest

from tui.playbook.finding import meaning


@pytest.fixture(scope="session")
def extra() -> None:
    if not meaning.installed():
        if os.environ.get("OFFHOOK_CI") == "1":
            pytest.fail("offhook[semantic] is missing, and OFFHOOK_CI=1 says that it must not be")
        pytest.skip("needs offhook[semantic]")
