"""The Telegram channel: the only folder that knows python-telegram-bot."""
