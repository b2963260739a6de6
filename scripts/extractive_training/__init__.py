"""How the weights of the extractive answerer are made."""
