"""box.json: the cards of a simulated box, and who else is on them. Read anew each time: an edit is an event.

{"cards": [{"index": 0, "uuid": "GPU-SIMULATED-…", "name": "SIMULATED RTX 4090", "totalMiB": 24576,
            "baseMiB"?: what the driver itself holds, "state"?: "lost" | "reset", "unknown"?: ["fan.speed"],
            "util"?, "temp"?, "powerW"?: figures to show in place of those that follow the work}],
 "processes"?: [{"uuid", "pid", "name", "mib"}]      strangers
 "unknownFields"?: ["compute_cap"]                    fields this driver does not know
 "seats"?: {"ORDERED UUID": "UUID"}                   a driver that puts workers on another card than ordered
 "registry"?: "folder"}                               where workers register; default: workers/ beside box.json
"""

import json
from pathlib import Path
from typing import Any

NAME = "box.json"

Box = dict[str, Any]
Card = dict[str, Any]

RESERVED_MIB = 400
"""What a driver of the 580 series keeps of a 24 GiB card for itself."""


def read_box(folder: Path) -> Box:
    """The box of a folder; OSError or ValueError where it is none."""
    box: Box = json.loads((folder / NAME).read_text(encoding="utf-8"))
    return {"registry": str(folder / "workers"), **box}


def find_card(box: Box, uuid: str) -> Card | None:
    """The card of this UUID while the driver can reach it; None when it is lost or not there."""
    return next((card for card in box["cards"] if card["uuid"] == uuid and "state" not in card), None)


def limit_of(card: Card) -> int:
    """MiB that processes can share."""
    return int(card["totalMiB"]) - RESERVED_MIB - int(card.get("baseMiB", 0))
