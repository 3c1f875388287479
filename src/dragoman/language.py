def language(text): return None
