"""The steps from an empty database to the schema of this version, each applied once and never changed."""
