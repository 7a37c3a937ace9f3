"""How the fake worker writes: its lines of protocol, and floods of either pipe."""

import json
import os
import threading


class Outlet:
    """The pipe that was standard output; what is printed goes to the log from now on."""

    def __init__(self):
        self.lock = threading.Lock()
        self.out = os.dup(1)
        os.dup2(2, 1)

    def send(self, **message):
        self.write(json.dumps(message, ensure_ascii=False).encode() + b"\n")

    def write(self, raw):
        with self.lock:
            while raw:
                raw = raw[os.write(self.out, raw) :]


def flood_log(mib, width):
    block = b"".join(b"%08d " % number + b"." * (width - 10) + b"\n" for number in range(8192))
    left = mib << 20
    while left > 0:
        os.write(2, block[: min(left, len(block))])
        left -= len(block)
    os.write(2, b"the flood is over\n")
