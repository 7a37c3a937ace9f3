"""The probe's answers from stand-ins for torch; no card needed."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from paradeck_worker.cuda_probe import probe

UUID = "0e2b6f6a-1111-2222-3333-444455556666"


class Tensor:
    def __init__(self, value: float) -> None:
        self.value = value

    def __add__(self, other: "Tensor") -> "Tensor":
        return Tensor(self.value + other.value)

    def sum(self) -> "Tensor":
        return Tensor(self.value * 1024 * 256)

    def item(self) -> float:
        return self.value


def fake_torch(build: str | None = "12.6", fault: Exception | None = None, each: float = 1.0) -> Any:
    def init() -> None:
        if fault is not None:
            raise fault

    cuda = SimpleNamespace(
        init=init,
        get_arch_list=lambda: ["sm_80", "sm_90"],
        get_device_properties=lambda _: SimpleNamespace(uuid=UUID),
        synchronize=lambda: None,
        empty_cache=lambda: None,
    )
    return SimpleNamespace(
        __version__="2.13.0", version=SimpleNamespace(cuda=build), cuda=cuda, float32="f32",
        ones=lambda *_, **__: Tensor(each),
    )  # fmt: skip


def test_a_card_that_works_is_named_and_timed() -> None:
    answer = probe(lambda _: fake_torch())
    assert answer["problem"] is None
    assert (answer["torch"], answer["build"], answer["actualUuid"]) == ("2.13.0", "12.6", f"GPU-{UUID}")
    assert answer["archs"] == ["sm_80", "sm_90"]
    assert answer["ms"] >= 0


def test_what_torch_raises_is_passed_on_in_one_line() -> None:
    fault = RuntimeError("The NVIDIA driver on your system is too old (found version 12020).\nPlease update")
    answer = probe(lambda _: fake_torch(fault=fault))
    assert answer["problem"] == "RuntimeError: The NVIDIA driver on your system is too old (found version 12020)."
    assert answer["torch"] == "2.13.0"
    assert answer["ms"] is None


def test_a_card_that_computes_wrongly_is_no_good_card() -> None:
    assert "computed" in probe(lambda _: fake_torch(each=1.5))["problem"]


def test_builds_without_cuda_and_environments_without_torch() -> None:
    assert probe(lambda _: fake_torch(build=None))["problem"] == "this build of torch has no CUDA"

    def missing(name: str) -> Any:
        raise ModuleNotFoundError(f"No module named '{name}'", name=name)

    def broken(_: str) -> Any:
        raise OSError("libcudnn.so.9: cannot open shared object file")

    assert probe(missing) | {"problem": None} == probe(missing) | {"problem": None, "isMissing": True}
    assert probe(broken)["isMissing"] is False
    assert "libcudnn" in probe(broken)["problem"]


def test_as_a_program_it_prints_one_line_of_json(tmp_path: Path) -> None:
    (tmp_path / "torch.py").write_text("import nothing_of_this_name\n")
    folder = Path(__file__).resolve().parents[1]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(folder)])}
    command = [sys.executable, "-m", "paradeck_worker.cuda_probe"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["torch"] is None
    assert answer["isMissing"] is False
    assert "nothing_of_this_name" in answer["problem"]
