"""What a hub is to a fetch, and when a file on disk is the hub's."""

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from .tally import Tally

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class HubFile:
    """A file of the model: its path there, and what its content must be. A hub gives one of the digests, or none."""

    path: str
    size: int
    sha256: str | None = None
    git_sha1: str | None = None


class Hub(Protocol):
    """One model on one hub, by that hub's own client."""

    endpoint: str
    """The address asked, once the files are listed: the hub's own, or a mirror's."""

    def list_files(self) -> list[HubFile]:
        """Every file of the model's newest state."""

    def find_cached(self, file: HubFile) -> Path | None:
        """The file in the client's own cache, where somebody has downloaded it before."""

    def fetch(self, file: HubFile, folder: Path, tally: Tally) -> None:
        """Bring the file to its place in the folder, going on from what is there of it. Raises the client's errors."""

    def judge(self, error: Exception) -> tuple[str, str]:
        """Code and message for an error of the client's."""


def is_whole(path: Path, file: HubFile) -> bool:
    """Whether the path holds the file's content."""
    if not path.is_file() or path.stat().st_size != file.size:
        return False
    if file.sha256 is not None:
        return _digest(path, hashlib.sha256()) == file.sha256.lower()
    if file.git_sha1 is not None:
        # git's name of a blob: its kind and size go before the content.
        header = f"blob {file.size}\0".encode()
        return _digest(path, hashlib.sha1(header, usedforsecurity=False)) == file.git_sha1
    return True


def copy_whole(source: Path, target: Path) -> None:
    """Copy a file so that the target is never there by halves."""
    half = target.with_name(f"{target.name}.copying")
    shutil.copyfile(source, half)
    half.replace(target)


def _digest(path: Path, digest: "hashlib._Hash") -> str:
    with path.open("rb") as content:
        while block := content.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
