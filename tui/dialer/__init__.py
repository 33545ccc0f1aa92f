"""Ways to dial, behind one protocol (`core/ports`)."""
