"""The ways in: chat UI, REST and command line, all thin over one Assistant."""
