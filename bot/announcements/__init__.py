"""Posts that a group asked for once and gets every day: what they say, when they are due, how they go out."""
