"""ModelScope, by modelscope_hub: it reads MODELSCOPE_ENDPOINT, _DOMAIN and _CACHE and the proxies by itself."""

from pathlib import Path

from modelscope_hub import HubApi
from modelscope_hub.errors import (
    AuthenticationError,
    CacheNotFound,
    FileIntegrityError,
    NotExistError,
    PermissionDeniedError,
    RateLimitError,
)

from .faults import is_silence
from .hub import HubFile
from .tally import Tally

_REVISION = "master"


class ModelScope:
    """One model there."""

    def __init__(self, full_id: str) -> None:
        self._id = full_id
        self._api = HubApi()
        self.endpoint = ""

    def list_files(self) -> list[HubFile]:
        """Paths, sizes and sha-256."""
        # Two sites share the models between them; a mirror that was set is taken as it is.
        self.endpoint = self._api.resolve_endpoint_for_read(self._id)
        self._api = HubApi(endpoint=self.endpoint)
        listed = self._api.list_repo_files(self._id, "model", revision=_REVISION)
        return [HubFile(one.path, one.size or 0, sha256=one.sha256 or None) for one in listed if one.type != "tree"]

    def find_cached(self, file: HubFile) -> Path | None:
        """In MODELSCOPE_CACHE, of this client or an older one."""
        try:
            path = self._api.download_file(self._id, "model", file.path, revision=_REVISION, local_files_only=True)
        except CacheNotFound:
            return None
        return Path(path)

    def fetch(self, file: HubFile, folder: Path, tally: Tally) -> None:
        """Resumed, retried and checked by the client; what has come lies beside the target as *.incomplete."""
        has_part = any((folder / file.path).parent.glob(f"{Path(file.path).name}.*incomplete"))
        self._api.downloader.download_file(
            self._id,
            "model",
            file.path,
            revision=_REVISION,
            cache_dir=folder / ".cache" / "modelscope",
            local_dir=folder,
            expected_sha256=file.sha256,
            file_size=file.size,
            progress_callbacks=[_listener(tally, has_part=has_part)],
        )

    def judge(self, error: Exception) -> tuple[str, str]:
        """By the client's own classes."""
        match error:
            case NotExistError():
                return "fetch-not-found", str(error)
            case AuthenticationError() | PermissionDeniedError() | RateLimitError():
                return "fetch-refused", str(error)
            case FileIntegrityError():
                return "fetch-damaged", str(error)
        return "fetch-too-slow" if is_silence(error) else "fetch-broken", str(error)


def _listener(tally: Tally, *, has_part: bool) -> type:
    """A class, since the client makes one object of it per file. Its first count is of what was there."""

    class Listener:
        def __init__(self, _filename: str, _file_size: int) -> None:
            self._take = tally.keep if has_part else tally.count

        def update(self, size: int) -> None:
            self._take(size)
            self._take = tally.count

        def end(self) -> None:
            pass

    return Listener
