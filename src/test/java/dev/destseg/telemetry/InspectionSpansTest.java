package dev.destseg.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Http;
import dev.destseg.Pictures;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.TinyRecipe;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@TestProfile(Traced.class)
class InspectionSpansTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @TestHTTPResource
    URI base;

    @Inject
    ActiveRecipes recipes;

    @Inject
    InMemorySpanExporter exporter;

    @TempDir
    Path folder;

    @BeforeEach
    void judgeInATraceOfTheLine() throws Exception {
        recipes.activate("traced", TinyRecipe.withThreshold(0.9).writeTo(folder.resolve("traced")));
        exporter.reset();
        Http.Answer judged = new Http(base)
                .post(
                        "/api/v1/inspections?product=traced",
                        Pictures.png(73, 16),
                        "Content-Type",
                        "image/png",
                        "traceparent",
                        "00-" + TRACE + "-b7ad6b7169203331-01");
        assertEquals(200, judged.status(), judged::text);
        // The span of the request ends after its answer.
        assertTimeoutPreemptively(PATIENCE, () -> {
            while (request().isEmpty()) {
                Thread.sleep(10);
            }
        });
    }

    private List<SpanData> spans() {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getTraceId().equals(TRACE))
                .toList();
    }

    private Optional<SpanData> request() {
        return spans().stream()
                .filter(span -> span.getKind() == SpanKind.SERVER)
                .findFirst();
    }

    private SpanData inspection() {
        return spans().stream()
                .filter(span -> span.getName().equals("inspection"))
                .findFirst()
                .orElseThrow();
    }

    private List<SpanData> stages() {
        String parent = inspection().getSpanId();
        return spans().stream()
                .filter(span -> span.getParentSpanId().equals(parent))
                .toList();
    }

    @Test
    void anInspectionAndItsStagesBelongToTheRequestAndToTheTraceOfWhoAsked() {
        assertEquals(request().orElseThrow().getSpanId(), inspection().getParentSpanId());
        assertTrue(inspection().getAttributes().asMap().containsValue("traced"));
        assertEquals(
                Set.of(
                        "waiting",
                        "decoding",
                        "preprocessing",
                        "checking",
                        "turn",
                        "network",
                        "postprocessing",
                        "journal"),
                stages().stream().map(SpanData::getName).collect(Collectors.toSet()));
    }

    @Test
    void stagesFollowEachOtherWithinTheInspection() {
        long end = inspection().getStartEpochNanos();
        assertFalse(stages().isEmpty());
        for (SpanData stage : stages()) {
            assertEquals(end, stage.getStartEpochNanos(), stage.getName());
            end = stage.getEndEpochNanos();
        }
        assertEquals(inspection().getEndEpochNanos(), end);
    }
}
