"""What every test may share: the embedding model is loaded once.

A gate must give the same verdict twice, so the examples of the property tests are the same in
every run; ``pytest --hypothesis-profile explore`` draws new ones.
"""

from __future__ import annotations

import os

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import pytest
from hypothesis import settings

from index.embeddings import Embedder, load_embedder

settings.register_profile("gate", derandomize=True)
settings.register_profile("explore", derandomize=False)
settings.load_profile("gate")


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The packaged default model."""
    return load_embedder()
