"""Where the tests find what they do not make."""

from __future__ import annotations

from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
FIXTURES = CHECKOUT / "fixtures"
DOCUMENTS = FIXTURES / "documents"
DOCS = CHECKOUT / "docs"
SHARED = CHECKOUT.parent / "shared"
