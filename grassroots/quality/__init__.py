"""The quality of what rosters say: findings of all checks, accepted ones among them,
sudden jumps between years, cells that nobody knows."""
