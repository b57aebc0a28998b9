"""Pictures of Telegram's messages for README.md."""
