package dev.destseg.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Http;
import dev.destseg.Http.Answer;
import dev.destseg.Pictures;
import dev.destseg.Served;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.InspectionRequest;
import dev.destseg.inspection.InspectionService;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.inspection.Verdict;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More images than can be judged. */
@QuarkusTest
@TestProfile(Served.class)
class FullQueueTest {
    /** Two threads that judge, and four that keep. */
    private static final int UNDER_WAY = 6;

    @TestHTTPResource
    URI base;

    @Inject
    ActiveRecipes recipes;

    @Inject
    InspectionService inspections;

    @Inject
    SlowRecord record;

    @TempDir
    Path folder;

    @Test
    void whatFindsNoPlaceIsToldWhenToComeBackAndTheRestIsJudged() throws Exception {
        recipes.activate(SlowRecord.PRODUCT, TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("slow")));
        List<CompletableFuture<CompletedInspection>> accepted = new ArrayList<>();
        for (int i = 0; i < UNDER_WAY + Served.QUEUE; i++) {
            accepted.add(inspections.submit(request()));
            // A worker must have taken it before the next, or that would find the queue full.
            while (i < UNDER_WAY && inspections.waiting() > 0) {
                Thread.onSpinWait();
            }
        }
        Answer refusal = new Http(base)
                .post(
                        "/api/v1/inspections?product=" + SlowRecord.PRODUCT,
                        Pictures.png(9, 16),
                        "Content-Type",
                        "image/png");
        record.release();
        assertEquals(503, refusal.status(), refusal::text);
        assertEquals("application/problem+json", refusal.header("Content-Type").split(";")[0]);
        assertTrue(Integer.parseInt(refusal.header("Retry-After")) >= 1);
        for (CompletableFuture<CompletedInspection> each : accepted) {
            assertEquals(Verdict.OK, each.get().inspection().verdict());
        }
    }

    private static InspectionRequest request() {
        return new InspectionRequest(
                Pictures.png(9, 16),
                Optional.of(SlowRecord.PRODUCT),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
