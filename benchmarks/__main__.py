"""Runs every benchmark: ``python -m benchmarks``. Each says so where its data is absent."""

from __future__ import annotations

import subprocess
import sys

BENCHMARKS = ("noise", "retrieval", "answers", "fresh_deals", "scorer", "squad", "operations")


def main() -> int:
    """Run the benchmarks one after the other; 1 if one of them failed."""
    failed = []
    for name in BENCHMARKS:
        print(f"== {name}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{name}"]
        if subprocess.run(command, check=False).returncode:
            failed.append(name)
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
