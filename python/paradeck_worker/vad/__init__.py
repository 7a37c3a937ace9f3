"""Finding speech: FunASR's FSMN-VAD, window by window, with its whole state in the message."""
