"""How well and how fast facts are found, beside libraries that could have done it: ``python -m bench``."""

import os

for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")  # every engine answers on one core
