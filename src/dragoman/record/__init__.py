"""The record: reports stored once, copies collapsed, arrangements folded from changes."""
