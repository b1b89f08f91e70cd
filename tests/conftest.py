"""What holds for all tests."""

from hypothesis import settings

settings.register_profile("callcue", deadline=None)
"""A busy machine is no bug: times are measured in tests/bench."""
settings.load_profile("callcue")
