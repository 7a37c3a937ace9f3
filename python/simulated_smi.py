"""`python simulated_smi.py FOLDER ARGUMENTS...`: nvidia-smi of the simulated box in FOLDER.

A script beside the package, so that it needs neither PYTHONPATH nor a working directory.
"""

import sys
from pathlib import Path

from paradeck_simulation.box import read_box
from paradeck_simulation.smi import answer

if __name__ == "__main__":
    text, code = answer(read_box(Path(sys.argv[1])), sys.argv[2:])
    sys.stdout.write(text)
    sys.exit(code)
