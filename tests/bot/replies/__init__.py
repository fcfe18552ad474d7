"""Tests of bot.replies."""
