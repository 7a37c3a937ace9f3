"""ParaDeck's worker: one process, one model set, one host.

It speaks JSON lines over stdio and knows nothing of jobs, other workers or HTTP. The wire is written down in
electron/contract/workerMessages.ts; `to_worker.py` and `from_worker.py` mirror it.
"""
