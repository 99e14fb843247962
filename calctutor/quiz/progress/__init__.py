"""What somebody has practised: kept as it happened, never as a summary, so that nothing has to be believed."""
