# Babad in an image: today the conversation in the terminal, and every other command of `babad`.
# There is no bot for Discord or Telegram in it yet.
#
#   docker build --tag babad .
#   docker run --rm --interactive --tty --read-only babad
#   docker run --rm babad ask Kapan Iwami tiba di Vladivostok
#
# The index of the facts is built on the first question and kept in BABAD_CACHE, the one place written to;
# a volume of your own there keeps it between runs, a tmpfs does without.
ARG PYTHON_IMAGE=python:3.13-slim

FROM ${PYTHON_IMAGE} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1
WORKDIR /src
# Dependencies first: they change less often than the code, and their layer is kept until they do.
COPY requirements.txt requirements-build.txt ./
RUN python -m venv /opt/babad \
    && /opt/babad/bin/pip install --require-hashes --requirement requirements.txt \
    && python -m venv /opt/build \
    && /opt/build/bin/pip install --require-hashes --requirement requirements-build.txt
COPY pyproject.toml hatch_build.py README.md LICENSE LICENSE-FACTS ./
COPY facts facts
COPY bot bot
COPY adapters adapters
# The tools that build the package stay behind in this stage.
RUN /opt/build/bin/pip wheel --no-build-isolation --no-deps --wheel-dir /wheels . \
    && /opt/babad/bin/pip install --no-index --no-deps /wheels/babad-*.whl

FROM ${PYTHON_IMAGE}
RUN groupadd --gid 10001 babad \
    && useradd --no-log-init --uid 10001 --gid babad --no-create-home --home-dir /var/cache/babad babad \
    && install --directory --owner babad --group babad /var/cache/babad
COPY --from=build /opt/babad /opt/babad
ENV PATH=/opt/babad/bin:$PATH \
    LANG=C.UTF-8 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/var/cache/babad \
    BABAD_CACHE=/var/cache/babad
VOLUME /var/cache/babad
WORKDIR /var/cache/babad
USER 10001:10001
ENTRYPOINT ["babad"]
CMD ["chat"]
