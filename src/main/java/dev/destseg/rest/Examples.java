package dev.destseg.rest;

/** Answers as the OpenAPI document shows them. */
final class Examples {
    static final String INSPECTION =
            """
            {
              "id": "0b8a3c1e-6a2c-4b59-9a0e-7c3f8f1d2e4a",
              "received": "2026-01-31T12:00:00Z",
              "captured": "2026-01-31T11:59:59.920Z",
              "product": "flange",
              "part": "A-4711",
              "station": "press-2",
              "verdict": "DEFECT",
              "reason": null,
              "score": 0.731,
              "threshold": 0.42,
              "regions": [
                {"x": 80, "y": 41, "width": 22, "height": 9, "area": 131, "peak": 0.93, "centroid_x": 90.5, "centroid_y": 45.2}
              ],
              "recipe": {
                "name": "flange",
                "version": "1",
                "digest": "sha256:6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"
              },
              "timings_ms": {"waiting": 0.1, "decoding": 2.4, "preprocessing": 1.3, "network": 70.2, "postprocessing": 0.4}
            }
            """;

    static final String PROBLEM =
            """
            {
              "title": "Service Unavailable",
              "status": 503,
              "detail": "All 16 places of the queue are taken; send the image again later"
            }
            """;

    private Examples() {}
}
