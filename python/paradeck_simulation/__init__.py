"""Cards that are not there: what `serve --simulate-box` shows to people without a GPU.

A box is a folder with box.json (see box.py) and a folder where each worker tells what it holds (see registry.py); the
program beside it answers as nvidia-smi would (see smi.py). Standard library only: any Python can run it.
"""
