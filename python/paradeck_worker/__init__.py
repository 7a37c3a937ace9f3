"""ParaDeck's worker: one process, one model set, one host; it speaks JSON lines over stdio and knows nothing of files, jobs or HTTP.

The wire is written down in electron/contract/workerMessages.ts; `messages.py` is its mirror.
"""
