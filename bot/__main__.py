"""``python -m bot`` does what ``babad`` does."""

from bot.cli import main

if __name__ == "__main__":
    main(prog_name="babad")
