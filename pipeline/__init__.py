"""Ground floor: documents, readers, stages, priority and the store. Imports nothing of ours from above."""
