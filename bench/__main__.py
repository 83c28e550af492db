"""``python -m bench``: measure finding and answering beside the alternatives."""

from __future__ import annotations

import argparse
import sys
from typing import Final

from bench import engines, sets

STEPS: Final = ("retrieval", "seed", "library", "scale", "chat", "announce", "pictures")
_ABOUT: Final = """\
Measures how well and how fast Babad finds facts, beside libraries that could have done it.

  retrieval   rank the facts of public question sets: R@1, MRR, paired intervals, abstention, speed
  seed        whole answers on the seed's own questions: right, wrong, suggested, held back, false
  library     the same on all shipped packs at once, and what they do to the seed's own questions
  scale       building, memory and speed from a thousand to a million statements
  chat        answers a second, waiting and memory on Discord and Telegram, beside bots that echo
  announce    ten thousand posts due in one minute on each platform, and answers meanwhile
  pictures    draw docs/pictures from the figures of the runs
  all         everything that is measured, one after the other
  fit         fit the weights and thresholds that are shipped, and write them

Question sets are looked for in BABAD_EVAL, else in ../shared/eval beside the repository.
Figures are kept as JSON in bench/out/."""


def main(arguments: list[str] | None = None) -> int:
    """Run what was asked for; 1 when something it needs is missing."""
    options = _parser().parse_args(arguments)
    names = engines.names(ours=not options.without_ours, baselines=not options.ours_only)
    steps = [*STEPS] if options.what == "all" else [options.what]
    try:
        for step in steps:
            _run(step, names, options)
    except Exception as problem:
        if type(problem).__module__.startswith("bench."):
            print(problem, file=sys.stderr)
            return 1
        raise
    return 0


def _run(step: str, names: list[str], options: argparse.Namespace) -> None:
    """Run one step; its module is imported only now, so that it alone needs its libraries."""
    if step == "retrieval":
        from bench import retrieval  # noqa: PLC0415

        retrieval.run(names, options.limit, options.variants, options.sets)
    elif step == "seed":
        from bench import seed  # noqa: PLC0415

        seed.run(names)
    elif step == "library":
        from bench import library  # noqa: PLC0415

        library.run(names)
    elif step == "scale":
        from bench import scale  # noqa: PLC0415

        scale.run(names, options.sizes, options.patience)
    elif step == "chat":
        from bench.chat import run as chat  # noqa: PLC0415

        chat.run(options.questions, options.rounds, profile=options.profile)
    elif step == "announce":
        from bench.announce import run as announce  # noqa: PLC0415

        announce.run(options.places, options.rate, options.platforms, profile=options.profile)
    elif step == "fit":
        from bench import fit  # noqa: PLC0415

        fit.run()
    else:
        from bench import pictures  # noqa: PLC0415

        pictures.run()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=_ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=[*STEPS, "all", "fit"], help="what to run")
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--ours-only", action="store_true", help="measure Babad alone")
    who.add_argument("--without-ours", action="store_true", help="measure the baselines alone")
    retrieval = parser.add_argument_group("retrieval")
    retrieval.add_argument(
        "--limit", type=int, metavar="N", help="questions of each set and variant (default: all)"
    )
    retrieval.add_argument(
        "--variants",
        type=_variants,
        default=sets.VARIANTS,
        metavar="A,B",
        help=f"which of {', '.join(sets.VARIANTS)} (default: all)",
    )
    retrieval.add_argument(
        "--sets", type=_words, metavar="A,B", help="which question sets (default: all there are)"
    )
    scale = parser.add_argument_group("scale")
    scale.add_argument(
        "--sizes",
        type=_sizes,
        default=(1_000, 10_000, 100_000, 1_000_000),
        metavar="N,N",
        help="numbers of statements (default: 1000,10000,100000,1000000)",
    )
    scale.add_argument(
        "--patience",
        type=float,
        default=60.0,
        metavar="SECONDS",
        help="time for the questions of one engine and size (default: 60)",
    )
    chat = parser.add_argument_group("chat")
    chat.add_argument(
        "--questions", type=int, default=3_000, metavar="N", help="asked all at once (default: 3000)"
    )
    chat.add_argument(
        "--rounds", type=int, default=3, metavar="N", help="of which the best counts (default: 3)"
    )
    chat.add_argument("--profile", action="store_true", help="tell where Babad's time goes; announce too")
    announce = parser.add_argument_group("announce")
    announce.add_argument(
        "--places", type=int, default=10_000, metavar="N", help="to post in (default: 10000)"
    )
    announce.add_argument(
        "--rate", type=float, default=10.0, metavar="N", help="questions a second meanwhile (default: 10)"
    )
    announce.add_argument(
        "--platforms",
        type=_words,
        default=("discord", "telegram"),
        metavar="A,B",
        help="which of discord,telegram (default: both)",
    )
    return parser


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _variants(text: str) -> list[str]:
    words = _words(text)
    if unknown := set(words) - set(sets.VARIANTS):
        raise argparse.ArgumentTypeError(f"unknown variants: {', '.join(sorted(unknown))}")
    return words


def _sizes(text: str) -> list[int]:
    try:
        return [int(word.replace("_", "")) for word in _words(text)]
    except ValueError as problem:
        raise argparse.ArgumentTypeError("sizes are whole numbers, as in 1000,100000") from problem


if __name__ == "__main__":
    sys.exit(main())
