"""How much work a search may still do, counted in a way that is the same on every machine."""


class Effort:
    """The engine's deterministic seconds that are left for many searches. Where they are the limit,
    and not the clock, equal data gives equal answers however long they take. What is spent of a
    share is also spent of the whole.
    """

    def __init__(self, left: float, whole: "Effort | None" = None) -> None:
        self.left = left
        self._whole = whole

    @property
    def over(self) -> bool:
        return self.left <= 0

    def share(self, among: float) -> "Effort":
        """An equal share of what is left, among this many."""
        return Effort(self.left / among, self)

    def spend(self, effort: float) -> None:
        self.left -= effort
        if self._whole is not None:
            self._whole.spend(effort)
