"""The one exception family of the product.

Every message says what happened, to which file, and what to do next.
"""


class DealAssistantError(Exception):
    """Root of every error the product raises on purpose."""


class UnreadableFileError(DealAssistantError):
    """A file could not become a document.

    ``path`` names the file, ``problem`` says what is wrong with it, ``remedy`` what to do.
    """

    def __init__(self, path: str, problem: str, remedy: str) -> None:
        super().__init__(f"{path}: {problem}. {remedy}")
        self.path = path
        self.problem = problem
        self.remedy = remedy
