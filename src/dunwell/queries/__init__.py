"""What a screen, a report or a command reads. Writes nothing."""
