"""The index (索引): from marks in the text to entries in a region's order, and their page numbers."""
