"""What can go wrong with an index."""

from corpus.errors import DealAssistantError


class IndexMismatchError(DealAssistantError):
    """The index was made with another embedding model or other passage settings."""


class IndexBusyError(DealAssistantError):
    """Another process is writing to the index."""


class EmbeddingModelError(DealAssistantError):
    """The embedding model cannot be loaded."""


class UnknownDocumentError(DealAssistantError):
    """No document has this id."""


class SyncRefusedError(DealAssistantError):
    """A folder cannot be synced as it stands."""
