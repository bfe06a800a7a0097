package dev.destseg.telemetry;

import dev.destseg.Served;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.Map;

/** As {@link Served}, with somebody to tell of verdicts, a station with triggers and a group to work for, so that there are figures of that. */
public final class Told implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(new Served().getConfigOverrides());
        overrides.put("destseg.outputs.line.url", "http://127.0.0.1:9/");
        overrides.put("destseg.line.stations.press.images", "src/test/resources");
        overrides.put("destseg.line.stations.press.trigger.url", "mqtt://127.0.0.1:9");
        overrides.put("destseg.kafka.url", "kafka://127.0.0.1:9");
        overrides.put("destseg.line.stations.lathe.camera.program", "true");
        overrides.put("destseg.line.stations.lathe.trigger.url", "mqtt://127.0.0.1:9");
        return overrides;
    }
}
