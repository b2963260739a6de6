"""Development scripts: samples, screenshots, training."""
