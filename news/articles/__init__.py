"""Stories and their editions: facts, release state, notices and addresses."""
