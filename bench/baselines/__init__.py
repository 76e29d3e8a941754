"""What we are compared with: each runs the same diagram and says how many tasks it completes in a second."""
