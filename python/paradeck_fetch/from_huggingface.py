"""Hugging Face, by huggingface_hub: HF_ENDPOINT, HF_HOME, HF_TOKEN and proxies are its own to read.

Its snapshot_download throws away what came of a file when it is cut, so files are brought by its http_get into a
partial file of our own, named after the content that it will have.
"""

import time
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx2
from huggingface_hub import HfApi, constants, hf_hub_url, try_to_load_from_cache
from huggingface_hub.errors import (
    DisabledRepoError,
    EntryNotFoundError,
    GatedRepoError,
    HfHubHTTPError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from huggingface_hub.file_download import http_get
from huggingface_hub.hf_api import RepoFile
from huggingface_hub.utils import build_hf_headers

from .faults import Fault, is_silence
from .hub import HubFile, is_whole
from .tally import Tally

_ATTEMPTS = 5
"""In a row without a byte; each that brings some begins the count again."""

_CHUNK = 1 << 16

_REFUSALS = (401, 403, 429, 451)
_MISSING = 404


class HuggingFace:
    """One model there, at the commit that was newest when its files were listed."""

    def __init__(self, full_id: str) -> None:
        self._id = full_id
        self.endpoint: str = constants.ENDPOINT
        self._api = HfApi()
        # Ten megabytes at a time, its own measure, would look like silence on a slow line, and be lost in a cut.
        constants.DOWNLOAD_CHUNK_SIZE = _CHUNK
        self._commit = ""

    def list_files(self) -> list[HubFile]:
        """Paths, sizes, and the digest the hub names each file by."""
        self._commit = str(self._api.model_info(self._id).sha)
        tree = self._api.list_repo_tree(self._id, recursive=True, revision=self._commit)
        return [_read_file(one) for one in tree if isinstance(one, RepoFile)]

    def find_cached(self, file: HubFile) -> Path | None:
        """In HF_HOME, as huggingface-cli leaves it."""
        found = try_to_load_from_cache(self._id, file.path, revision=self._commit)
        return Path(found) if isinstance(found, str) else None

    def fetch(self, file: HubFile, folder: Path, tally: Tally) -> None:
        """Go on from the partial file; a content that is not the announced one is thrown away and fetched once more."""
        target = folder / file.path
        digest = (file.sha256 or file.git_sha1 or "")[:12]
        partial = target.with_name(f"{target.name}.{digest}.incomplete")
        for is_last in (False, True):
            self._fill(partial, file, tally)
            if is_whole(partial, file):
                partial.replace(target)
                return
            partial.unlink()
            tally.count(-file.size)
            if is_last:
                raise Fault("fetch-damaged", f"{file.path} has another content than {self.endpoint} announced")

    def judge(self, error: Exception) -> tuple[str, str]:
        """By the client's own classes; a gated repository is one of its kinds of a missing one."""
        status = error.response.status_code if isinstance(error, HfHubHTTPError) else None
        missing = (RepositoryNotFoundError, RevisionNotFoundError, EntryNotFoundError)
        if isinstance(error, GatedRepoError | DisabledRepoError):
            return "fetch-refused", str(error)
        if isinstance(error, missing) or status == _MISSING:
            return "fetch-not-found", str(error)
        if status in _REFUSALS:
            return "fetch-refused", str(error)
        return "fetch-too-slow" if is_silence(error) else "fetch-broken", str(error)

    def _fill(self, partial: Path, file: HubFile, tally: Tally) -> None:
        """Until the partial file has the announced size."""
        url = hf_hub_url(self._id, file.path, revision=self._commit)
        there = partial.stat().st_size if partial.exists() else 0
        if there > file.size:
            partial.unlink()
            there = 0
        tally.keep(there)
        left = _ATTEMPTS
        while True:
            try:
                with partial.open("ab", buffering=0) as out:
                    http_get(
                        url,
                        out,
                        resume_size=there,
                        headers=build_hf_headers(),
                        expected_size=file.size,
                        tqdm_class=_Bar(tally).open,
                    )
                return
            except httpx2.TransportError:
                # http_get goes on by itself after some of these, not after all.
                before, there = there, partial.stat().st_size
                left = _ATTEMPTS if there > before else left - 1
                if left == 0:
                    raise
                time.sleep(1)


def _read_file(file: RepoFile) -> HubFile:
    if file.lfs is not None:
        return HubFile(file.path, file.lfs.size, sha256=file.lfs.sha256)
    return HubFile(file.path, file.size, git_sha1=file.blob_id)


class _Bar:
    """What http_get takes for a progress bar."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally

    def open(self, **_said: object) -> Self:
        """Called in place of a class."""
        return self

    def update(self, size: int) -> None:
        self._tally.count(size)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        pass
