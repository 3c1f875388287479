"""Coding: from what the reader found in sentences to events and changes. The codebooks are data (`data/`)."""
