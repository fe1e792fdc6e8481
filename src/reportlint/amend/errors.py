"""What is raised where a file cannot be amended."""

from reportlint.language import Text


class AmendError(Exception):
    """A file was left as it is; says why."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message
