#!/usr/bin/env python3
"""A stand-in for nvidia-smi, driven by a scenario file named in PARADECK_FAKE_GPU (JSON, read anew at each call).

{"cards": [{"index", "uuid", "name", "totalMiB", "baseMiB", "state"?: "lost"|"reset", "unknown"?: ["fan.speed", …]}],
 "processes": [{"uuid", "pid", "name", "mib"}],        strangers
 "unknownFields": ["compute_cap"],                     fields this driver does not know
 "registry": "folder",                                 stand-in workers put {uuid, pid, name, mib} here as PID.json
 "fault"?: {"stdout", "stderr", "exit", "delayS", "hang", "ignoreTerm", "holdPipe", "killSelf"}}

Without "fault" it answers --query-gpu, --query-compute-apps and -L as a recent driver does. A card's used memory is
its base, its strangers and the registered workers whose pid is alive.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

UNITS = {
    "memory.total": "MiB", "memory.reserved": "MiB", "memory.used": "MiB", "memory.free": "MiB",
    "utilization.gpu": "%", "power.draw": "W", "power.limit": "W", "fan.speed": "%",
}
STATES = {"lost": "[GPU is lost]", "reset": "[GPU requires reset]"}


def main() -> int:
    scenario: dict[str, Any] = json.loads(Path(os.environ["PARADECK_FAKE_GPU"]).read_text("utf-8"))
    fault = scenario.get("fault")
    if fault is not None:
        return misbehave(fault)
    asked = dict(arg.split("=", 1) for arg in sys.argv[1:] if "=" in arg)
    if "--query-gpu" in asked:
        return query_gpu(scenario, asked["--query-gpu"].split(","))
    if "--query-compute-apps" in asked:
        return query_apps(scenario)
    for card in scenario["cards"]:
        print(f"GPU {card['index']}: {card['name']} (UUID: {card['uuid']})")
    return 0


def misbehave(fault: dict[str, Any]) -> int:
    if fault.get("ignoreTerm"):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if fault.get("holdPipe"):
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    sys.stdout.write(fault.get("stdout", ""))
    sys.stdout.flush()
    sys.stderr.write(fault.get("stderr", ""))
    sys.stderr.flush()
    time.sleep(fault.get("delayS", 0))
    while fault.get("hang"):
        time.sleep(1)
    if fault.get("killSelf"):
        os.kill(os.getpid(), signal.SIGKILL)
    return int(fault.get("exit", 0))


def processes_of(scenario: dict[str, Any]) -> list[dict[str, Any]]:
    rows = list(scenario.get("processes", []))
    registry = scenario.get("registry")
    for entry in sorted(Path(registry).glob("*.json")) if registry else []:
        try:
            row = json.loads(entry.read_text("utf-8"))
        except (OSError, ValueError):
            continue
        if Path(f"/proc/{row['pid']}").exists():
            rows.append(row)
    return rows


def query_gpu(scenario: dict[str, Any], fields: list[str]) -> int:
    for field in fields:
        if field in scenario.get("unknownFields", []):
            print(f'Field "{field}" is not a valid field to query.')
            return 2
    print(", ".join(f"{field} [{UNITS[field]}]" if field in UNITS else field for field in fields))
    rows = processes_of(scenario)
    for card in scenario["cards"]:
        print(", ".join(cell(card, rows, field) for field in fields))
    return 0


def cell(card: dict[str, Any], rows: list[dict[str, Any]], field: str) -> str:
    if field in card.get("unknown", []):
        return "[N/A]"
    if card.get("state") in STATES and field not in ("index", "uuid", "name", "pci.bus_id", "driver_version"):
        return STATES[card["state"]]
    used = card.get("baseMiB", 0) + sum(int(row["mib"]) for row in rows if row["uuid"] == card["uuid"])
    busy = any(row["uuid"] == card["uuid"] and row.get("busy") for row in rows)
    values = {
        "index": card["index"], "uuid": card["uuid"], "name": card["name"],
        "pci.bus_id": card.get("bus", f"00000000:{card['index'] + 1:02X}:00.0"),
        "memory.total": card["totalMiB"], "memory.reserved": 400, "memory.used": used,
        "memory.free": max(0, card["totalMiB"] - 400 - used),
        "utilization.gpu": card.get("util", 87 if busy else 3), "temperature.gpu": card.get("temp", 61 if busy else 41),
        "power.draw": card.get("powerW", 210.5 if busy else 32.75), "power.limit": 350, "fan.speed": 35, "pstate": "P2" if busy else "P8",
        "driver_version": "580.95.05", "mig.mode.current": "Disabled", "driver_model.current": "[N/A]", "compute_cap": "8.9",
    }
    text = str(values.get(field, "[N/A]"))
    return f"{text} {UNITS[field]}" if field in UNITS else text


def query_apps(scenario: dict[str, Any]) -> int:
    print("gpu_uuid, pid, process_name, used_gpu_memory [MiB]")
    for row in processes_of(scenario):
        memory = "[N/A]" if row.get("mib") is None else f"{row['mib']} MiB"
        print(f"{row['uuid']}, {row['pid']}, {row['name']}, {memory}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
