"""The sentences of pictures, with their values filled in."""


def _(sentence: str, /, **values: object) -> str:
    return sentence.format_map(values) if values else sentence


def plural(one: str, many: str, number: int, /, **values: object) -> str:
    """The sentence that goes with the number, which is `{n}` in it."""
    return (one if abs(number) == 1 else many).format_map({"n": number} | values)
