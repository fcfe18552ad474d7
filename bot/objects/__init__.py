"""Objects for JSON, the same on the command line and over HTTP (docs/interfaces.md)."""
