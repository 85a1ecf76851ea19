"""Banben 版本: one Chinese manuscript, every regional edition as EPUB and PDF."""

__version__ = "0.1.0"
