"""The reader: the small encoder, its tokenizer, and the decoding of its heads. The only stage that runs a model."""
