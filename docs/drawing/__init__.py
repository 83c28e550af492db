"""Draws answers as Discord and Telegram show them, from the payloads in the golden files: no screenshots.

``make pictures`` writes ``docs/pictures/answer-*.svg``; with ``--check`` nothing is written, and the program
ends with 1 when a picture is stale.
"""
