"""A new build beside the old one, checked, swapped whole. Offers: `assemble`, `current`."""
