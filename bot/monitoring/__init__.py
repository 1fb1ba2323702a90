"""How others see from outside that the bot is well: a ping that stops with it, the health endpoint, and systemd."""
