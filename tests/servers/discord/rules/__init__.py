"""What Discord demands of messages, components, forms, commands and mentions."""
