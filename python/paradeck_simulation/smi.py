"""What nvidia-smi prints about a box, as a driver of the 580 series does."""

from math import prod

from .box import RESERVED_MIB, Box, Card
from .registry import Row, held_mib, rows_of

DRIVER = "580.95.05"
CUDA = "13.0"
_UNITS = {
    **dict.fromkeys(("memory.total", "memory.reserved", "memory.used", "memory.free", "used_gpu_memory"), "MiB"),
    **dict.fromkeys(("utilization.gpu", "fan.speed"), "%"),
    **dict.fromkeys(("power.draw", "power.limit"), "W"),
}
_STATES = {"lost": "[GPU is lost]", "reset": "[GPU requires reset]"}
_FACTS = ("index", "uuid", "name", "pci.bus_id", "driver_version")
"""What the driver still knows of a card it cannot reach."""
_LIMIT_W = 450.0
_IDLE_W = 24.0
_IDLE_C = 36
_QUIET_C = 50
_INVALID_ARGUMENT = 2

Answer = tuple[str, int]


def answer(box: Box, arguments: list[str]) -> Answer:
    """Standard output and exit code for these arguments."""
    asked = dict(argument.split("=", 1) for argument in arguments if "=" in argument)
    style = asked.get("--format", "csv").split(",")
    if "--query-gpu" in asked:
        return _query_gpu(box, asked["--query-gpu"].split(","), style)
    if "--query-compute-apps" in asked:
        return _query_apps(box, asked["--query-compute-apps"].split(","), style)
    if arguments in (["-L"], ["--list-gpus"]):
        return _list(box), 0
    if not arguments:
        return f"| NVIDIA-SMI {DRIVER} (SIMULATED)   Driver Version: {DRIVER}   CUDA Version: {CUDA} |\n", 0
    return f"Invalid combination of input arguments for a simulated nvidia-smi: {' '.join(arguments)}\n", 2


def _list(box: Box) -> str:
    if not box["cards"]:
        return "No devices were found\n"
    return "".join(
        f"Unable to determine the device handle for gpu {_bus(card)}: Unknown Error\n"
        if card.get("state") == "lost"
        else f"GPU {card['index']}: {card['name']} (UUID: {card['uuid']})\n"
        for card in box["cards"]
    )


def _query_gpu(box: Box, fields: list[str], style: list[str]) -> Answer:
    if not box["cards"]:
        return "No devices were found\n", 6
    rows = rows_of(box)
    tables = [_figures(card, [row for row in rows if row["uuid"] == card["uuid"]]) for card in box["cards"]]
    refused = set(box.get("unknownFields", []))
    for field in fields:
        if field in refused or field not in tables[0]:
            return f'Field "{field}" is not a valid field to query.\n', _INVALID_ARGUMENT
    return _table(fields, tables, style), 0


def _query_apps(box: Box, fields: list[str], style: list[str]) -> Answer:
    reached = {card["uuid"] for card in box["cards"] if "state" not in card}
    tables = [
        {
            "gpu_uuid": row["uuid"],
            "pid": str(row["pid"]),
            "process_name": row["name"],
            "used_gpu_memory": _render("used_gpu_memory", row["mib"]),
        }
        for row in rows_of(box)
        if row["uuid"] in reached
    ]
    return _table(fields, tables, style), 0


def _table(fields: list[str], tables: list[dict[str, str]], style: list[str]) -> str:
    head = ", ".join(f"{field} [{_UNITS[field]}]" if field in _UNITS else field for field in fields)
    rows = [", ".join(table.get(field, "[N/A]") for field in fields) for table in tables]
    text = "\n".join([*([] if "noheader" in style else [head]), *rows, ""])
    if "nounits" in style:
        for unit in set(_UNITS.values()):
            text = text.replace(f" {unit}", "")
    return text


def _figures(card: Card, rows: list[Row]) -> dict[str, str]:
    """Every field this driver knows of a card, as text."""
    load = 1 - prod(1 - row["load"] for row in rows)
    heat = 1 - prod(1 - row["heat"] for row in rows)
    total = int(card["totalMiB"])
    used = int(card.get("baseMiB", 0)) + held_mib(rows, card["uuid"])
    celsius = card.get("temp", round(_IDLE_C + 32 * heat))
    watts = card.get("powerW", _IDLE_W + (0.7 * _LIMIT_W - _IDLE_W) * load)
    values: dict[str, int | float | str | None] = {
        "index": card["index"],
        "uuid": card["uuid"],
        "name": card["name"],
        "pci.bus_id": _bus(card),
        "driver_version": DRIVER,
        "memory.total": total,
        "memory.reserved": RESERVED_MIB,
        "memory.used": used,
        "memory.free": max(0, total - RESERVED_MIB - used),
        "utilization.gpu": card.get("util", round(100 * load)),
        "temperature.gpu": celsius,
        "power.draw": float(watts),
        "power.limit": _LIMIT_W,
        "fan.speed": 0 if celsius < _QUIET_C else 30 + 2 * (celsius - _QUIET_C),
        "pstate": "P2" if rows else "P8",
        "mig.mode.current": None,
        "driver_model.current": None,
        "compute_cap": "8.9",
        "count": 1,
    }
    unknown = dict.fromkeys(card.get("unknown", []))
    lost = {} if "state" not in card else dict.fromkeys(values.keys() - _FACTS, _STATES[card["state"]])
    return {field: _render(field, value) for field, value in {**values, **unknown, **lost}.items()}


def _render(field: str, value: float | str | None) -> str:
    if value is None:
        return "[N/A]"
    text = f"{value:.2f}" if isinstance(value, float) else str(value)
    return text if field not in _UNITS or isinstance(value, str) else f"{text} {_UNITS[field]}"


def _bus(card: Card) -> str:
    return str(card.get("bus", f"00000000:{int(card['index']) + 1:02X}:00.0"))
