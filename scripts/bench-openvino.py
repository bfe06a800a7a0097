#!/usr/bin/env python3
"""A graph of scripts/bench in OpenVINO. Not called by hand: it waits for 'run' lines on standard input, does one inference for
each and answers with the milliseconds that it took. Arguments: model, what to compute with, threads, batch, size."""

import sys
import time

import numpy as np
import openvino as ov


def main():
    path, kind, threads, batch, size = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5])
    core = ov.Core()
    model = core.read_model(path)
    model.reshape([batch, 3, size, size])
    settings = {"INFERENCE_NUM_THREADS": threads, "PERFORMANCE_HINT": "LATENCY", "NUM_STREAMS": 1}
    if kind == "f32":
        settings["INFERENCE_PRECISION_HINT"] = "f32"
    request = core.compile_model(model, "CPU", settings).create_infer_request()
    image = np.random.default_rng(2).integers(0, 256, (batch, 3, size, size), dtype=np.uint8)
    print("ready OpenVINO", ov.__version__.split("-")[0], kind, flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        request.infer([image])
        print((time.perf_counter() - start) * 1000, flush=True)


if __name__ == "__main__":
    main()
