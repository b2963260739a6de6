"""What the exit code of ``deal-assistant eval`` and its commands says."""

from __future__ import annotations

from enum import IntEnum

INTERRUPTED = 130  # as shells count it: 128 and the signal's number


class ExitCode(IntEnum):
    """0 pass, 1 quality, 2 set and documents do not fit, 3 infrastructure."""

    PASSED = 0
    QUALITY = 1
    DOES_NOT_FIT = 2
    INFRASTRUCTURE = 3
