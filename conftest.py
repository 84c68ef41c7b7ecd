"""Fixtures and options that every test may use, from ``tests/plugins``."""

pytest_plugins = ["tests.plugins.golden"]
