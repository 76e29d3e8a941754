"""The case as plain data: commands, events, state, history, rights and refusals."""
