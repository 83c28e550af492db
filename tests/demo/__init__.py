"""A conversation on a loopback Discord and a loopback Telegram with the bot as it is run: ``make demo``.

``babad run`` is a process of its own, configured as an operator would; members are played from a script, and
what they say and read is printed.  It ends with 1 as soon as something expected does not happen.
"""
