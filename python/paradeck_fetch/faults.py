"""Why a fetch failed, in the codes of electron/contract/failure.ts."""

import errno
import ssl
from collections.abc import Iterator


class Fault(Exception):
    """A failure with its code; the message is English, for logs and details."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def judge_os_error(error: OSError) -> Fault | None:
    """What the disk says; None where the error is not the disk's."""
    if isinstance(error, ssl.SSLError):
        # OpenSSL's own numbers, of which 1 is EPERM's, too.
        return None
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Fault("disk-full", str(error))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Fault("home-not-writable", str(error))
    return None


def judge_way(error: BaseException) -> Fault | None:
    """What keeps every address from being reached, however a client wraps it; None where it is none of that."""
    for one in chain_of(error):
        if isinstance(one, ssl.SSLCertVerificationError):
            return Fault("certificate-unknown", str(one))
        # requests and httpx each say so in their own class, and in these words.
        if "SOCKS" in str(one) and ("dependencies" in str(one) or "socksio" in str(one)):
            return Fault("proxy-socks", str(one))
    return None


def chain_of(error: BaseException) -> Iterator[BaseException]:
    """The error and what caused it, outermost first."""
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__


def is_silence(error: BaseException) -> bool:
    """Whether a reply or its next bytes did not come in time; by name, since each client has classes of its own."""
    return any(
        name in type(one).__name__ for one in chain_of(error) for name in ("ReadTimeout", "RequestTimeout", "TooSlow")
    ) and not any("ConnectTimeout" in type(one).__name__ for one in chain_of(error))
