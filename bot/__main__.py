"""Runs the command line: python -m bot."""

from bot.channels.command import main

main()
