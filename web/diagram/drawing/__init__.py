"""From plain values to SVG: one module per family of shapes, put together in picture."""
