"""How fast announcements go out that are all due in the same minute, and how members are answered meanwhile.

``servers`` is the platform with the places, ``bots`` is Babad, each a process told what to do line by line;
``run`` brings them together and writes the tables.
"""
