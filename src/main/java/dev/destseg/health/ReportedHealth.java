package dev.destseg.health;

import dev.destseg.registry.fleet.StationHealth;
import dev.destseg.registry.fleet.StationReport;
import io.smallrye.health.SmallRyeHealth;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import java.util.List;

/** The health checks of this box, for its reports: whether it can judge, and the names of those that warn. */
@Singleton
class ReportedHealth implements StationHealth {
    private final SmallRyeHealthReporter reporter;

    ReportedHealth(SmallRyeHealthReporter reporter) {
        this.reporter = reporter;
    }

    @Override
    public StationReport.Health now() {
        boolean ready = !reporter.getReadiness().isDown();
        return new StationReport.Health(ready, warnings(reporter.getHealthGroup(Wellness.GROUP)));
    }

    private static List<String> warnings(SmallRyeHealth wellness) {
        return wellness.getPayload().getJsonArray("checks").getValuesAs(JsonObject.class).stream()
                .filter(check -> check.getString("status").equals("DOWN"))
                .map(check -> check.getString("name"))
                .sorted()
                .toList();
    }
}
