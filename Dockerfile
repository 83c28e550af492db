# Babad in an image: the bot on every platform that is configured, and every other command of `babad`.
#
#   docker build --tag babad .
#   docker run --read-only --env-file .env --volume babad:/var/lib/babad babad
#   docker run --rm babad ask Kapan Iwami tiba di Vladivostok
#
# compose.yaml does the same with fewer rights; docs/operating.md explains both.
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
    && useradd --no-log-init --uid 10001 --gid babad --no-create-home --home-dir /var/lib/babad babad \
    && install --directory --mode 0750 --owner babad --group babad /var/lib/babad \
    && install --directory --owner babad --group babad /var/cache/babad
COPY --from=build /opt/babad /opt/babad
ENV PATH=/opt/babad/bin:$PATH \
    LANG=C.UTF-8 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/var/lib/babad \
    BABAD_DATA=/var/lib/babad \
    BABAD_CACHE=/var/cache/babad
WORKDIR /var/lib/babad
USER 10001:10001
# The index of the shipped packs is built now, so that a start reads it and writes nothing.
RUN ["babad", "ask", "Kapan?"]
VOLUME /var/lib/babad
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["babad", "health"]
# In this form babad is process 1 and hears SIGTERM itself.
ENTRYPOINT ["babad"]
CMD ["run"]
