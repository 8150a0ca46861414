"""The expert pool, its panels, and the draw that anyone can check."""
