"""What runs the models: onnxruntime on CPU, or FunASR itself for comparison."""
