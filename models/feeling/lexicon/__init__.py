"""What words say in service calls: the lexicon a supervisor can read, and the grammar that reads it."""
