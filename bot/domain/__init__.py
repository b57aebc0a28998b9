"""What is true: pure values and rules, without I/O, clocks or platforms."""
