"""Reports from files, folders and streams: one file a format."""
