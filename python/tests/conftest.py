"""Fixtures: the model set under test, a place for PCM, and workers that are real processes."""

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from paradeck_worker.pcm import Pcm16
from random_models.configs import Kind
from random_models.sound import recordings

import synthetic
from worker_process import WorkerProcess

REPOSITORY = Path(__file__).parents[2]
PIECE = 5 * 16_000
WorkerStarter = Callable[..., WorkerProcess]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--models", type=Path, default=REPOSITORY / "resources" / "demo-model", help="directory with asr, vad and punc"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if find_spec("funasr") is None:
        skip = pytest.mark.skip(reason="FunASR is not installed here: pip install -r python/requirements/funasr.txt")
        for item in items:
            if item.get_closest_marker("oracle"):
                item.add_marker(skip)


@pytest.fixture(scope="session")
def models(request: pytest.FixtureRequest) -> Path:
    """asr, vad and punc as FunASR exports them."""
    root: Path = request.config.getoption("--models")
    if not (root / "asr" / "model.onnx").is_file():
        pytest.skip(f"no models in {root}; build them with python/demo, or name others with --models")
    return root


@pytest.fixture
def start_worker() -> Iterator[WorkerStarter]:
    """Start workers that end with the test."""
    started: list[WorkerProcess] = []

    def start(**options: str) -> WorkerProcess:
        started.append(WorkerProcess(**options))
        return started[-1]

    yield start
    for worker in started:
        worker.end()


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Untrained models, made by FunASR and exported; they need its environment."""
    from oracle import import_whole, quiet

    root = tmp_path_factory.mktemp("tiny")
    import_whole()
    with quiet():
        import tiny_models

        tiny_models.write_all(root, 1)
    return root


@pytest.fixture(scope="session")
def random_model(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Kind], Path]:
    """A small directory of a kind with random weights, made once; FunASR's environment makes it."""
    root = tmp_path_factory.mktemp("random")

    def make(kind: Kind) -> Path:
        from oracle import import_whole, quiet

        folder: Path = root / kind
        if not folder.exists():
            import_whole()
            with quiet():
                from random_models.model_dir import Recipe, write

                write(folder, Recipe(kind, "small", 1))
        return folder

    return make


@pytest.fixture(scope="session")
def clips() -> list[Pcm16]:
    """The recordings among the samples that are 16 kHz already, cut into pieces of a few seconds."""
    sounds = recordings()
    if not sounds:
        pytest.skip("no 16 kHz recordings in resources/samples; build them with python/demo")
    pieces = [samples[at : at + PIECE] for samples in sounds for at in range(0, len(samples), PIECE)]
    return [piece for piece in pieces if len(piece) > PIECE // 2]


@pytest.fixture(scope="session")
def pcm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """70 s of sound."""
    path = tmp_path_factory.mktemp("pcm") / "会议 一.pcm"
    path.write_bytes(synthetic.mixture(np.random.default_rng(1), 70).tobytes())
    return path
