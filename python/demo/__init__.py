"""How ParaDeck's demonstration models are made: ``python -m demo.build``.

Everything starts from sentence templates and espeak-ng's Mandarin voice, so
the whole chain can be repeated on a laptop and no recording is needed.
"""
