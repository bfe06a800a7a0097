package dev.destseg;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The application with its HTTP server, on a free port; small bounds, so that tests reach them. */
public final class Served implements QuarkusTestProfile {
    public static final int MOST_BYTES = 1_000_000;
    public static final int QUEUE = 2;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.http.test-port",
                "0",
                "destseg.http.max-body",
                String.valueOf(MOST_BYTES),
                "destseg.inspection.queue",
                String.valueOf(QUEUE),
                "destseg.inspection.golden-interval",
                "100ms",
                "destseg.health.thermal",
                "src/test/resources/thermal");
    }
}
