"""How near in meaning sentences are to a question: the cosine of their embeddings."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

MAX_KEPT = 20_000


class Closeness:
    """Cosines, with the embeddings of sentences seen lately kept; safe from several threads.

    ``encode`` turns n texts into L2-normalised vectors, shape (n, d).
    """

    def __init__(self, encode: Callable[[Sequence[str]], NDArray[np.float32]]) -> None:
        self._encode = encode
        self._kept: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, question: str, sentences: Sequence[str]) -> NDArray[np.float32]:
        """The cosine of ``question`` and each sentence, shape (len(sentences),)."""
        if not sentences:
            return np.zeros(0, dtype=np.float32)
        texts = [question, *sentences]
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            known.update(zip(missing, self._encode(missing), strict=True))
        with self._lock:
            for text in texts:
                self._kept[text] = known[text]
                self._kept.move_to_end(text)
            while len(self._kept) > MAX_KEPT:
                self._kept.popitem(last=False)
        vectors = np.stack([known[text] for text in sentences])
        return np.asarray(vectors @ known[question], dtype=np.float32)
