"""What several capabilities draw or say: shared buttons, card parts and sentences."""
