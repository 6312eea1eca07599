"""Trains the bundled encoder: vocabulary, pre-training, joint fine-tuning, export, measurement."""
