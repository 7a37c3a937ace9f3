"""Who holds what of the simulated cards: a file a process, in the registry folder; a dead process no longer counts."""

import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

from .box import Box

Row = dict[str, Any]

_LOAD_S = 2.0
"""How fast utilisation follows the work."""
_HEAT_S = 45.0
"""How fast the temperature does."""


def rows_of(box: Box) -> list[Row]:
    """Strangers and registered processes that live, each with its `load` and `heat`, 0…1, as of now."""
    rows: list[Row] = [{"load": 0.0, "heat": 0.0, **row} for row in box.get("processes", [])]
    registry = box.get("registry")
    for path in sorted(Path(registry).glob("*.json")) if registry else []:
        try:
            row: Row = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if _lives(row):
            rows.append({**row, **_follow(row, time.time())})
        else:
            path.unlink(missing_ok=True)
    return rows


def held_mib(rows: list[Row], uuid: str) -> int:
    """MiB that these hold of a card."""
    return sum(int(row["mib"] or 0) for row in rows if row["uuid"] == uuid)


class Registration:
    """This process's own row; safe from any thread."""

    def __init__(self, registry: Path, uuid: str) -> None:
        registry.mkdir(parents=True, exist_ok=True)
        pid = os.getpid()
        self._path = registry / f"{pid}.json"
        self._lock = threading.Lock()
        seat = {"uuid": uuid, "pid": pid, "startTicks": start_ticks(pid), "name": sys.executable}
        self._row: Row = {**seat, "mib": 0, "busy": False, "load": 0.0, "heat": 0.0, "at": time.time()}

    def hold(self, mib: int) -> None:
        """Tell how much this process holds now."""
        self._write({"mib": mib})

    def work(self, *, busy: bool) -> None:
        """Tell that it begins or ends to compute."""
        self._write({"busy": busy})

    def _write(self, change: Row) -> None:
        with self._lock:
            now = time.time()
            self._row.update(_follow(self._row, now), at=now)
            self._row.update(change)
            draft = self._path.with_suffix(".draft")
            draft.write_text(json.dumps(self._row), encoding="utf-8")
            # A reader sees the old row or the new one, never half of it.
            draft.replace(self._path)


def start_ticks(pid: int) -> int | None:
    """Clock ticks after boot at which a process began; None where nobody can tell, or where it is gone or a zombie."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    # The second field, the name, may hold spaces and brackets: count from the last one.
    fields = stat.rpartition(")")[2].split()
    return None if fields[0] == "Z" else int(fields[19])


def _lives(row: Row) -> bool:
    if Path("/proc/self/stat").exists():
        ticks = start_ticks(row["pid"])
        return ticks is not None and row.get("startTicks", ticks) == ticks
    try:
        os.kill(row["pid"], 0)
    except OSError:
        return False
    return True


def _follow(row: Row, now: float) -> dict[str, float]:
    """Load and heat at `now`: each nears 1 while the process computes and 0 while it does not."""
    aim = 1.0 if row.get("busy") else 0.0
    passed_s = max(0.0, now - row.get("at", 0.0))
    return {
        name: aim + (row.get(name, aim) - aim) * 2.0 ** (-passed_s / half_s)
        for name, half_s in (("load", _LOAD_S), ("heat", _HEAT_S))
    }
