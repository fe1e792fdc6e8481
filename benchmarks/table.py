"""Prints what was measured: seconds, memory, and the ratio to a peer with its limit."""

from __future__ import annotations

from dataclasses import dataclass, field

from benchmarks.processes import Usage


@dataclass
class Table:
    """Lines of figures; `exceeded` gathers the ratios above their limits."""

    exceeded: list[str] = field(default_factory=list)

    def title(self, text: str) -> None:
        """Print the heading of a group."""
        print(f"\n{text}")

    def line(self, name: str, usage: Usage) -> None:
        """Print one contender."""
        print(f"  {name:32}{usage.seconds:9.3f} s{usage.mebibytes:8.0f} MiB", flush=True)

    def ratio(self, name: str, value: float, limit: float | None = None) -> None:
        """Print a ratio, and keep it in mind where it is not below its limit."""
        over = limit is not None and value >= limit
        bound = "" if limit is None else f"  (limit {limit:g}x{', EXCEEDED' if over else ''})"
        print(f"  {name:32}{value:9.2f} x{bound}", flush=True)
        if over:
            self.exceeded.append(name)
