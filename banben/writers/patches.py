"""The old place of `banben.patches`."""

from banben.patches import Function, Patch, digest, patched

__all__ = ["Function", "Patch", "digest", "patched"]
