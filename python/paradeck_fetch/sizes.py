"""`python -m paradeck_fetch.sizes ADDRESSES`: bytes of each file, and once unpacked, without fetching it.

ADDRESSES is a file with a JSON list; the answer is one line, a JSON list of [bytes, bytes unpacked] in the same order,
null where the server does not tell. A wheel is a zip and says at its end what it holds, so some kilobytes are enough.
"""

import json
import os
import ssl
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urlsplit
from urllib.request import HTTPSHandler, OpenerDirector, ProxyHandler, Request, build_opener, url2pathname

Figures = tuple[int | None, int | None]

AT_ONCE = 16
PATIENCE_S = 15.0
TAIL_BYTES = 64 * 1024
PARTIAL = 206


class RemoteFile(RawIOBase):
    """A file behind HTTP, read in ranges. Its end is asked for first: what is wanted stands there."""

    def __init__(self, opener: OpenerDirector, url: str) -> None:
        self._opener, self._url, self._at = opener, url, 0
        with self._ask(f"-{TAIL_BYTES}") as answer:
            self.has_ranges = answer.status == PARTIAL
            header = "Content-Range" if self.has_ranges else "Content-Length"
            told = answer.headers.get(header, "").rpartition("/")[2]
            self.size = int(told) if told.isdigit() else None
            self._tail = answer.read() if self.has_ranges else b""

    def _ask(self, wanted: str) -> Any:
        # Accept-Encoding: a compressed answer has another size.
        headers = {"Range": f"bytes={wanted}", "Accept-Encoding": "identity"}
        return self._opener.open(Request(self._url, headers=headers), timeout=PATIENCE_S)  # noqa: S310  pip's address

    def readable(self) -> bool:  # noqa: D102  as RawIOBase has it, and so are the rest
        return True

    def seekable(self) -> bool:  # noqa: D102
        return True

    def tell(self) -> int:  # noqa: D102
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:  # noqa: D102
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self.size or 0}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: Any) -> int:  # noqa: D102
        end = min(self._at + len(buffer), self.size or 0)
        data = self._read(self._at, end) if self._at < end else b""
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def _read(self, start: int, end: int) -> bytes:
        tail_at = (self.size or 0) - len(self._tail)
        if start >= tail_at:
            return self._tail[start - tail_at : end - tail_at]
        with self._ask(f"{start}-{end - 1}") as answer:
            return bytes(answer.read()) if answer.status == PARTIAL else b""


def main(arguments: list[str]) -> int:
    """Writes the answer; always 0, since an unknown size is an answer too."""
    match arguments:
        case [path]:
            addresses: list[str] = json.loads(Path(path).read_text(encoding="utf-8"))
        case _:
            sys.exit("usage: python -m paradeck_fetch.sizes ADDRESSES")
    opener = reach_as_pip(os.environ)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        figures = list(pool.map(lambda url: measure(opener, url), addresses))
    sys.stdout.write(json.dumps(figures) + "\n")
    return 0


def reach_as_pip(env: Any) -> OpenerDirector:
    """By the proxy and with the certificates pip was told of; else as the system has them."""
    proxy, cert = env.get("PIP_PROXY"), env.get("PIP_CERT")
    context = ssl.create_default_context(cafile=cert if cert and Path(cert).is_file() else None)
    proxies = [ProxyHandler({"http": proxy, "https": proxy})] if proxy else []
    return build_opener(HTTPSHandler(context=context), *proxies)


def measure(opener: OpenerDirector, url: str) -> Figures:
    """Never raises: whatever goes wrong, the figure is unknown."""
    address = urldefrag(url).url
    name = urlsplit(address).path
    try:
        if address.startswith("file:"):
            path = Path(url2pathname(name))
            return path.stat().st_size, unpacked(name, path.open("rb"))
        remote = RemoteFile(opener, address)
        whole = remote.size if remote.has_ranges else None
        return remote.size, None if whole is None else unpacked(name, BufferedReader(remote, TAIL_BYTES))
    except (OSError, ValueError, EOFError):
        return None, None


def unpacked(name: str, file: Any) -> int | None:
    """Bytes of all that a wheel holds; None for anything else. Closes the file."""
    with file:
        if not name.endswith(".whl"):
            return None
        try:
            with zipfile.ZipFile(file) as wheel:
                return sum(entry.file_size for entry in wheel.infolist())
        except zipfile.BadZipFile:
            return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
