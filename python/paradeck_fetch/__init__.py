"""Fetches one model from a hub by the hub's own client: one process, one model, one folder.

It says what it does as JSON lines on stdout; electron/host/models/fetchSaid.ts mirrors them. What has come stays in the
folder, so the next process goes on from there.
"""
