"""How quickly sources are read, beside programs of others that read the same. It prints what it measured and judges nothing."""
