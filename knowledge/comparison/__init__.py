"""Two documents compared, heading by heading and item by item."""
