"""What every way to dial keeps, with both SIP engines. A file of its own: two cores share the calls."""

from __future__ import annotations

from tests.dialer.conformance import Conformance


class TestEveryCall(Conformance):
    """Whom it calls is the `bench` of conftest.py."""
