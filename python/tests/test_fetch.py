"""Which files of a repository are fetched, when one is whole, and what is told of the bytes."""

import errno
import hashlib
import ssl
from pathlib import Path

import pytest

from paradeck_fetch.faults import chain_of, is_silence, judge_os_error, judge_way
from paradeck_fetch.hub import HubFile, copy_whole, is_whole
from paradeck_fetch.tally import Tally
from paradeck_fetch.wanted import has_weights, pick_wanted


def picked(*paths: str) -> list[str]:
    return [file.path for file in pick_wanted(HubFile(path, 1) for path in paths)]


def test_takes_what_a_model_directory_needs_and_leaves_the_rest() -> None:
    needed = ["am.mvn", "config.yaml", "configuration.json", "model.pt", "seg_dict", "tokens.json"]
    assert picked(*needed, "example/asr_example.wav", "fig/struct.png", "lm/lm.pb", ".gitattributes") == needed


def test_takes_a_set_of_three_but_no_deeper_folder() -> None:
    assert picked("asr/model.onnx", "vad/am.mvn", "runs/model.pt", "asr/old/model.pt") == [
        "asr/model.onnx",
        "vad/am.mvn",
    ]


@pytest.mark.parametrize("path", ["../model.pt", "/model.pt", "asr/../../model.pt", "..", ""])
def test_never_takes_a_path_out_of_the_folder(path: str) -> None:
    assert picked(path) == []


def test_small_files_come_first() -> None:
    files = [HubFile("model.pt", 900), HubFile("tokens.json", 9), HubFile("am.mvn", 9)]
    assert [file.path for file in pick_wanted(files)] == ["am.mvn", "tokens.json", "model.pt"]


def test_knows_weights() -> None:
    assert has_weights([HubFile("asr/model_quant.onnx", 1)])
    assert not has_weights([HubFile("README.md", 1), HubFile("model.safetensors", 1)])


def test_a_file_is_whole_by_size_and_digest(tmp_path: Path) -> None:
    path = tmp_path / "tokens.json"
    assert not is_whole(path, HubFile("tokens.json", 0))
    path.write_bytes(b"hello\n")
    sha256 = hashlib.sha256(b"hello\n").hexdigest()
    assert is_whole(path, HubFile("tokens.json", 6, sha256=sha256.upper()))
    # `git hash-object` of a file that holds hello.
    assert is_whole(path, HubFile("tokens.json", 6, git_sha1="ce013625030ba8dba906f756967f9e9ca394464a"))
    assert not is_whole(path, HubFile("tokens.json", 7, sha256=sha256))
    path.write_bytes(b"hullo\n")
    assert not is_whole(path, HubFile("tokens.json", 6, sha256=sha256))
    assert not is_whole(path, HubFile("tokens.json", 6, git_sha1="ce013625030ba8dba906f756967f9e9ca394464a"))


def test_a_copy_replaces_what_was_there(tmp_path: Path) -> None:
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_bytes(b"new")
    target.write_bytes(b"older")
    copy_whole(source, target)
    assert target.read_bytes() == b"new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_tells_bytes_on_disk_and_which_were_there_before() -> None:
    told: list[tuple[int, int]] = []
    tally = Tally(lambda done, kept: told.append((done, kept)))
    tally.keep(100)
    tally.settle(100)
    tally.keep(30)
    tally.count(20)
    tally.count(-50)
    tally.count(70)
    tally.settle(70)
    tally.close()
    assert told[-1] == (170, 130)


def test_the_disk_speaks_for_itself() -> None:
    errors = [OSError(errno.ENOSPC, "full"), OSError(errno.EACCES, "no"), OSError(errno.ECONNRESET, "reset")]
    faults = [judge_os_error(error) for error in errors]
    assert [fault and fault.code for fault in faults] == ["disk-full", "home-not-writable", None]


def test_a_certificate_of_nobody_known_is_not_the_disks() -> None:
    inner = ssl.SSLCertVerificationError(1, "certificate verify failed: self-signed certificate")
    outer = ConnectionError("gave up")
    outer.__cause__ = inner
    fault = judge_way(outer)
    assert fault is not None
    assert fault.code == "certificate-unknown"
    assert judge_os_error(inner) is None


@pytest.mark.parametrize(
    "words",
    [
        "Missing dependencies for SOCKS support.",
        "Using SOCKS proxy, but the 'socksio' package is not installed.",
    ],
)
def test_a_socks_proxy_is_named(words: str) -> None:
    fault = judge_way(ImportError(words))
    assert fault is not None
    assert fault.code == "proxy-socks"
    assert judge_way(ConnectionError("SOCKS host is gone")) is None


def test_silence_is_seen_below_what_a_client_makes_of_it() -> None:
    class ReadTimeoutError(Exception):
        pass

    class ConnectTimeout(Exception):
        pass

    outer = ConnectionError("gave up")
    outer.__cause__ = ReadTimeoutError("nothing in 60 s")
    assert is_silence(outer)
    assert [type(one).__name__ for one in chain_of(outer)] == ["ConnectionError", "ReadTimeoutError"]
    assert not is_silence(ConnectTimeout("no route"))
    assert not is_silence(ConnectionError("reset"))
