"""The knowledge floor: what is known, when it happened and how it is found. Knows nothing of chat."""
