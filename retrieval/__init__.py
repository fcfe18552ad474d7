"""Words and ranking: what a question means and which item of a plan answers it."""
