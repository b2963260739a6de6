"""What ``doctor`` checks of an installation without opening its index."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

Check = tuple[str, bool, str]

PACKAGES = ("chromadb", "gradio", "langchain", "pypdf", "sentence-transformers", "torch")
# What the API calls itself in its description; a service is known by it.
SERVICE_TITLE = "Deal assistant"
_ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (compared, not bound)
_PATIENCE_SECONDS = 5.0
_MOST_BYTES = 5_000_000  # what else listens there may send without end


def installed_packages() -> Iterator[Check]:
    """Each package the product stands on, with its version."""
    for package in PACKAGES:
        try:
            yield package, True, version(package)
        except PackageNotFoundError:
            yield package, False, "not installed; install with make run or pip"


def is_writable(folder: Path) -> bool:
    """Whether files can be made in ``folder``, or where it would be made."""
    nearest = next(p for p in (folder.resolve(), *folder.resolve().parents) if p.exists())
    return os.access(nearest, os.W_OK)


def reachable(host: str) -> str:
    """The address at which this machine reaches a service that listens on ``host``."""
    return _ANY_ADDRESS.get(host, host)


def is_our_service(host: str, port: int) -> bool:
    """Whether this product's own service answers on a port that is taken."""
    connection = HTTPConnection(reachable(host), port, timeout=_PATIENCE_SECONDS)
    try:
        connection.request("GET", "/openapi.json")
        described = json.loads(connection.getresponse().read(_MOST_BYTES))
        return bool(described["info"]["title"] == SERVICE_TITLE)
    except (OSError, HTTPException, ValueError, LookupError, TypeError, RecursionError):
        # Whatever else may listen there need not speak HTTP at all.
        return False
    finally:
        connection.close()
