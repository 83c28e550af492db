"""The platforms' edges: each translates, renders and delivers, and never decides."""
