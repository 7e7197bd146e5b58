"""What pages share. A folder, since every file directly in `pages/` is an address."""
