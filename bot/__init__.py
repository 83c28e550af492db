"""The conversation floor: what a member asked for and what to say, on any platform."""
