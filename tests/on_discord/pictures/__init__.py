"""Pictures of messages for the README: real payloads, drawn by a page of our own."""
