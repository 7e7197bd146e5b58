"""Names of units → units of the tree."""
