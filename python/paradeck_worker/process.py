"""Facts about this process, for hello and beat."""

import os
import sys
from importlib import metadata
from pathlib import Path

_PACKAGES = ("onnxruntime", "numpy", "funasr", "torch")
_MIB = 1 << 20


def start_time_ticks() -> int | None:
    """Clock ticks after boot at which this process began (proc(5), stat field 22); None where there is no /proc."""
    try:
        stat = Path("/proc/self/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    # The second field, the name, may hold spaces and brackets: count from the last one.
    return int(stat.rpartition(")")[2].split()[19])


def rss_mib() -> float | None:
    """Resident memory in MiB (proc(5), statm field 2, in pages); None where there is no /proc."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return None
    return round(pages * os.sysconf("SC_PAGE_SIZE") / _MIB, 1)


def versions() -> dict[str, str]:
    """Versions by package metadata, which imports none of them."""
    found = {"python": sys.version.split()[0]}
    for name in _PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def shares_files() -> bool:
    """Whether the host's paths mean something here; a wrapper that runs the worker elsewhere says no."""
    return os.environ.get("PARADECK_SHARES_FILES", "1") != "0"
