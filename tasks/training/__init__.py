"""Learning the classifier from labelled pages: folds, labels, encodings, models and their card."""
