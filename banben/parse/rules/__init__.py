"""The rules that the dialect adds to Markdown's own: one rule, one small file."""
