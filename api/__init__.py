"""Due Course."""
