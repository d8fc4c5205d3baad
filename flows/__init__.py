"""What a person, a schedule or the arrival of data starts."""
