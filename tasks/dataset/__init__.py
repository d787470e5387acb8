"""The published dataset: its tables, the stage it is written on, and the swap that publishes it."""
