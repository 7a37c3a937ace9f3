"""Sound to features as FunASR computes them: Kaldi filterbanks, low frame rate, mean and variance."""
