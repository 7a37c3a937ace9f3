"""Sample files for the panel: every common container, and their true texts."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import soundfile

from demo import sound
from demo.evaluate import pipeline, written
from demo.score import cer, distance
from demo.speak import RATE, TEST_VOICES, Audio, Manner, speak
from demo.texts import bare, sentences

Scores = dict[str, Any]
POOL = 250  # held-out sentences to choose from
_QUIET = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact")


@dataclass(frozen=True)
class Sample:
    """A file to write: its length, what is spoken of (words to look for in a
    sentence; none: anything), and ffmpeg's arguments (none: 16 kHz WAV)."""

    name: str
    seconds: float
    words: tuple[str, ...] = ()
    encode: tuple[str, ...] = ()


SAMPLES = (
    Sample("hello-5s.wav", 5.0, ("你好",)),
    Sample("short-2s.wav", 2.2),
    Sample("会议 记录 一.wav", 25.0, ("会议", "讨论", "负责", "报告")),
    Sample("panel-commands.m4a", 30.0, ("实例", "显卡", "队列"), ("-c:a", "aac", "-b:a", "48k")),
    Sample("weather.mp3", 20.0, ("天气", "气温", "雨伞"), ("-c:a", "libmp3lame", "-b:a", "48k")),
    Sample("numbers.flac", 20.0, ("号码", "编号", "房间", "手机"), ("-c:a", "flac")),
    Sample("questions.ogg", 20.0, ("？",), ("-c:a", "libopus", "-b:a", "32k")),
    Sample("small-talk-stereo.wav", 8.0, ("喜欢", "吃了", "工作"), ("-ar", "44100", "-ac", "2")),
    Sample("video.mp4", 20.0, (), ("-c:a", "aac", "-b:a", "48k")),
    Sample("five-minutes.mp3", 300.0, (), ("-c:a", "libmp3lame", "-b:a", "32k")),
)  # fmt: skip


def _spoken(text: str, rng: random.Random) -> Audio:
    how = Manner(rng.choice(TEST_VOICES), rng.randint(150, 175), rng.randint(35, 65))
    return sound.gain(speak(text, how).audio, -6)


def _compose(sample: Sample, rng: random.Random) -> tuple[str, Audio]:
    """Sentences 0.4 to 1.5 s apart, as many as fit the length, in soft noise."""
    text, audio = "", sound.silence(0.3)
    for sentence in sentences(POOL, rng.randrange(2**32), held_out=True):
        if sample.words and not any(word in sentence for word in sample.words):
            continue
        said = _spoken(sentence, rng)
        pause = sound.silence(rng.uniform(0.4, 1.5) if text else 0.0)
        if len(audio) + len(pause) + len(said) <= sample.seconds * RATE:
            text, audio = text + sentence, np.concatenate([audio, pause, said])
        if len(audio) > (sample.seconds - 1.5) * RATE:
            break
    audio = np.concatenate([audio, sound.silence(0.3)])
    noises = np.random.default_rng(rng.randrange(2**32))
    return text, sound.clip(sound.add_noise(audio, 35, "pink", noises))


def _ffmpeg(*arguments: str) -> bytes:
    command = ("ffmpeg", "-nostdin", "-v", "error", "-y", *arguments)
    return subprocess.run(command, check=True, capture_output=True).stdout


def _store(sample: Sample, audio: Audio, folder: Path) -> None:
    path = folder / sample.name
    if not sample.encode:
        soundfile.write(path, audio, RATE, subtype="PCM_16")
        return
    picture: tuple[str, ...] = ()
    if path.suffix == ".mp4":
        picture = ("-f", "lavfi", "-i", "color=c=0x204060:s=320x180:r=5", "-shortest",
                   "-c:v", "libx264", "-pix_fmt", "yuv420p")  # fmt: skip
    with TemporaryDirectory() as scratch:
        wav = str(Path(scratch) / "a.wav")
        soundfile.write(wav, audio, RATE, subtype="PCM_16")
        _ffmpeg("-i", wav, *picture, *sample.encode, *_QUIET, str(path))


def decode(path: Path) -> Audio:
    """Any file as 16 kHz mono, by ffmpeg."""
    raw = _ffmpeg("-i", str(path), "-vn", "-ac", "1", "-ar", str(RATE), "-f", "s16le", "-")
    return np.frombuffer(raw, "<i2").astype(np.float32) / 32768


def truth_path(path: Path) -> Path:
    """``NAME.EXT.txt`` beside a sample."""
    return path.with_name(path.name + ".txt")


def write_all(folder: Path, seed: int, good: Callable[[str, Audio], bool]) -> None:
    """Writes every sample; the 5 s one is redrawn until ``good`` (it is the
    first thing a newcomer drops, and tests compare it to the character)."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, sample in enumerate(SAMPLES):
        rng = random.Random(seed + number)
        while True:
            text, audio = _compose(sample, rng)
            near = abs(len(audio) / RATE - sample.seconds) < 0.5
            if text and (sample.seconds > 5 or (near and good(text, audio))):
                break
        _store(sample, audio, folder)
        truth_path(folder / sample.name).write_text(text + "\n", encoding="utf-8")


def build(folder: Path, models: Path, seed: int = 77) -> Scores:
    """Writes the samples and scores them by FunASR's pipeline."""
    model = pipeline(models)
    write_all(folder, seed, lambda text, audio: written(model, audio) == text)
    files: Scores = {}
    pairs = []
    for sample in SAMPLES:
        path = folder / sample.name
        truth = truth_path(path).read_text(encoding="utf-8").strip()
        audio = decode(path)
        pairs.append((bare(truth), bare(written(model, audio))))
        files[sample.name] = {
            "seconds": round(len(audio) / RATE, 1), "characters": len(pairs[-1][0]),
            "errors": distance(*pairs[-1]),
        }  # fmt: skip
    return {"files": files, "cer": cer(pairs)}
