package dev.destseg.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.destseg.Http;
import dev.destseg.Pictures;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.recipe.GoodTraits;
import dev.destseg.recipe.TraitRange;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dashboard and alert rules ask for figures that there are, and all of ours are shown. */
@QuarkusTest
@TestProfile(Told.class)
class MonitoringFilesTest {
    private static final Path DASHBOARD = Path.of("edge-config/monitoring/grafana-dashboard.json");
    private static final Path ALERTS = Path.of("edge-config/monitoring/alerts.yaml");
    private static final Pattern ASKED = Pattern.compile("\\b((?:destseg|jvm|process|system|http)_[a-z0-9_]+)");
    private static final Pattern EXPORTED = Pattern.compile("(?m)^([a-z][a-z0-9_]*)[{ ]");

    @TestHTTPResource
    URI base;

    @Inject
    ActiveRecipes recipes;

    @TempDir
    Path folder;

    private Set<String> exported = Set.of();

    /** Some figures begin with the first inspection. */
    @BeforeEach
    void judgeAndAsk() throws Exception {
        TraitRange bright = new TraitRange(73, 2, 60, 86);
        TraitRange none = new TraitRange(0, 1, 0, 1);
        GoodTraits good = new GoodTraits(50, bright, none, none, Optional.of(new TraitRange(0.3, 0.1, 0.1, 0.5)));
        recipes.activate("shown", TinyRecipe.withThreshold(0.9).writeKnowing(good, folder.resolve("shown")));
        Http http = new Http(base);
        Http.Answer judged =
                http.post("/api/v1/inspections?product=shown", Pictures.png(73, 16), "Content-Type", "image/png");
        assertEquals("OK", judged.json().path("verdict").asText(), judged::text);
        // The figures of an inspection are written down after its answer.
        exported = all(
                EXPORTED,
                http.getUntil("/q/metrics", answer -> all(EXPORTED, answer.text())
                                .contains("destseg_feedback_parts"))
                        .text());
    }

    @Test
    void theDashboardAsksForWhatThereIsAndShowsAllThatIsOurs() throws Exception {
        Set<String> asked = new TreeSet<>();
        for (JsonNode panel : new ObjectMapper().readTree(DASHBOARD.toFile()).get("panels")) {
            for (JsonNode target : panel.get("targets")) {
                asked.addAll(all(ASKED, target.get("expr").asText()));
            }
        }
        assertExported(asked);
        Set<String> forgotten = new TreeSet<>(exported);
        forgotten.removeIf(name -> !name.startsWith("destseg_"));
        forgotten.removeAll(asked);
        assertEquals(Set.of(), forgotten, "not on the dashboard");
    }

    @Test
    void theAlertRulesAskForWhatThereIs() throws Exception {
        Set<String> asked = new TreeSet<>();
        JsonNode file = new ObjectMapper(new YAMLFactory()).readTree(ALERTS.toFile());
        for (JsonNode rule : file.get("groups").get(0).get("rules")) {
            assertFalse(rule.get("annotations").get("summary").asText().isBlank());
            Set<String> names = all(ASKED, rule.get("expr").asText());
            assertFalse(names.isEmpty(), rule::toString);
            asked.addAll(names);
        }
        assertExported(asked);
    }

    private void assertExported(Set<String> asked) {
        Set<String> absent = new TreeSet<>(asked);
        absent.removeAll(exported);
        assertEquals(Set.of(), absent, "not at /q/metrics");
    }

    private static Set<String> all(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(matcher.groupCount()));
        }
        return found;
    }
}
