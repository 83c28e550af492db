"""How fast members are answered in chats: bots and platforms in processes of their own, on the loopback.

``servers`` is the platform with a crowd that asks, ``bots`` is Babad or a bot that echoes, each told what to
do line by line (``child``); ``run`` brings them together, ``report`` writes the tables.
"""
