"""FunASR's Paraformer family on torch, by parts: features, encoder, CIF, decoder, each with our own way through it."""
