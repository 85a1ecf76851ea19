def next_number(numbers: list[str]) -> str:
    """返回下一个流水号；空号不再用。"""
    last = max((int(n.split("-")[1]) for n in numbers), default=0)
    return f"LJ-{last + 1:04d}"


def register(book: dict[str, str], name: str) -> str:
    number = next_number(list(book))
    book[number] = name  # 一旦编定，永不改动
    return number
