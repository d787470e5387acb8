"""Quality, speed and scale against the peers. `make bench` runs them all and writes RESULTS.md."""
