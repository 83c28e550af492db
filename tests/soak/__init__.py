"""Crash trials: real processes that post announcements are killed or stopped at one point, and posts counted.

One trial (``trial``) sets a stage with a dozen announcements that are due (``stages``), starts one process or
three on one database (``subject``), lets one of them be killed or stopped at a point between claiming a post
and noting that it was sent (``points``, ``ambush``, ``gate``), lets time go by until leases have run out,
starts another process if none is left, and counts what members got (``counts``).

``python -m tests.soak`` tries every kind of place, database and point; ``--help`` tells more.
"""
