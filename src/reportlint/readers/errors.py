"""What a reader raises."""

from reportlint.language import Text
from reportlint.report import Location


class ReadError(Exception):
    """No report could be read; says where and why."""

    def __init__(self, message: Text, location: Location) -> None:
        super().__init__(message.en)
        self.message = message
        self.location = location
