"""book.toml to values: the book, its editions, what each chooses."""
