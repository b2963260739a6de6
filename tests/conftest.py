"""What every test may share: the embedding model is loaded once."""

from __future__ import annotations

import os

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import pytest

from index.embeddings import Embedder, load_embedder


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The packaged default model."""
    return load_embedder()
