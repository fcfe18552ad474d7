"""Tests of bot.objects."""
