"""Runs a module or a script of the onnx engine with a paced device (device.py) in the place of its recogniser.

usage: paced.py SPEED_X LAUNCH_S (-m MODULE | SCRIPT) [ARGUMENTS]
A worker and the rival's whole_files.py load their recogniser by one module's `load`; all else is theirs.
"""

import runpy
import sys
from functools import partial
from types import ModuleType

import device


def main() -> None:
    speed_x, launch_s, *program = sys.argv[1:]
    name = "paradeck_worker.engines.onnx_recogniser"
    stand_in = ModuleType(name)
    pace = device.Pace(float(speed_x), float(launch_s))
    stand_in.load = partial(device.load, pace=pace)  # type: ignore[attr-defined]
    sys.modules[name] = stand_in
    if program[0] == "-m":
        sys.argv = program[1:]
        runpy.run_module(program[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = program
        runpy.run_path(program[0], run_name="__main__")


main()
