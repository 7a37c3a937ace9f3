"""Recognising segments: features, one padded batch, token ids to text, words and times."""
