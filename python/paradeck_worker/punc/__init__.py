"""Punctuation: FunASR's CT-Transformer, slice by slice, with the open sentence in the message."""
