"""The calendar of the shipped packs: how it is filled, and whether its days are right.

``python -m bench.calendar`` draws it and writes its pages; ``python -m bench.calendar verify`` compares it
with lists of events that others have put together.
"""
