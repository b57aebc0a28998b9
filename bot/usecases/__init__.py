"""What the bot does: one method is one transaction is one Reply. The methods are the commands."""
