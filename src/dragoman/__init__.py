"""Dragoman reads news reports and keeps the record: who did what to whom, and which arrangements hold."""
