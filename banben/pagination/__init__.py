"""The pages of the printed book in its EPUB: where each begins in the text, and marks at those places."""

from __future__ import annotations

from banben.pagination.breaks import paginate

__all__ = ["paginate"]
