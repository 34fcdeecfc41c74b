"""Views: one module per subject. Each parses what was asked, makes one call and renders the answer."""
