"""What is asked: the question bank, its loader and its rules. Knows the domain only."""
