"""Options of the test run."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--lower-floors", metavar="REASON", help="rewrite the accuracy floors to what is measured, with the reason")
