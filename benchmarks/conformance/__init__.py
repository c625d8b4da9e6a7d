"""What the endpoint computes, held against other engines and the standard."""
