"""Invented company filings, long and alike, with analysts' questions about them."""
