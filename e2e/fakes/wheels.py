"""Makes small wheels: wheels.py FOLDER SPECS, a JSON list of {name, version, requires, source, bytes}; `bytes` pads them."""

import json
import sys
import zipfile
from pathlib import Path

folder, specs = Path(sys.argv[1]), json.loads(sys.argv[2])
for spec in specs:
    name, version = spec["name"], spec["version"]
    info = f"{name}-{version}.dist-info"
    lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    lines += [f"Requires-Dist: {one}" for one in spec.get("requires", [])]
    files = {
        f"{name}/__init__.py": spec.get("source", "").encode(),
        f"{name}/padding": bytes(spec.get("bytes", 0)),
        f"{info}/METADATA": "\n".join([*lines, "", ""]).encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: fake\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},,\n" for path in [*files, f"{info}/RECORD"])
    # Stored as it is: a download of so many bytes is what the tests are about.
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w", zipfile.ZIP_STORED) as wheel:
        for path, content in {**files, f"{info}/RECORD": record.encode()}.items():
            wheel.writestr(path, content)
