"""Pictures: read and checked, drawn, fitted to a store; charts and the cover."""
