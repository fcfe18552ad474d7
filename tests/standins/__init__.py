"""Local stand-ins of the services that the end-to-end tests talk to."""
