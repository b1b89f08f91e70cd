"""What recordings of feeling are labelled with in the corpora of acted and felt speech."""

LABELS = ("angry", "sad", "neutral", "calm", "happy", "fear", "surprise", "disgust", "boredom")
