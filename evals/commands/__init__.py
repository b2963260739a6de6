"""The commands beside ``deal-assistant eval`` itself, one file each."""
