"""Tests of bot/channels/command."""
