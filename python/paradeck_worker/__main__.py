"""`python -m paradeck_worker`: serve the host on stdin and stdout."""

from .worker import run

run()
