"""Pictures of forces compared, as SVG, drawn when a release is written."""
