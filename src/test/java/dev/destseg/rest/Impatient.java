package dev.destseg.rest;

import dev.destseg.Served;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.Map;

/** The application that waits one second only. */
public final class Impatient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(new Served().getConfigOverrides());
        overrides.put("quarkus.http.idle-timeout", "1s");
        return overrides;
    }
}
