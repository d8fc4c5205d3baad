"""The steps of the pipeline, one module or package per step."""
