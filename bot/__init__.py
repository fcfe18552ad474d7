"""People: settings, the assistant, cards and the channels that people ask through."""
