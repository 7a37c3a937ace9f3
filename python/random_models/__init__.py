"""Model directories of published shapes with random weights, for tests and benchmarks.

They understand nothing, but cost what the real ones cost, and any two engines must agree on them. Making one needs
FunASR and torch (python/requirements/oracle.txt).
"""
