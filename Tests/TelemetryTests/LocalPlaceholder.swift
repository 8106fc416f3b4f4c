// Local only.
