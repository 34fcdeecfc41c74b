"""Tables and summaries as Ibis expressions, with no regular expressions, so that any engine gives the same figures."""
