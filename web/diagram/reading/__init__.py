"""From the XML of a stranger to plain values: what the diagram says, and where it is drawn."""
