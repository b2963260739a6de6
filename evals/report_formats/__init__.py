"""A run as other tools and people read it: JUnit XML, Markdown and an HTML page."""
