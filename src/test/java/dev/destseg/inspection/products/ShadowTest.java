package dev.destseg.inspection.products;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Pictures;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.Candidate;
import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.InspectionRequest;
import dev.destseg.inspection.InspectionService;
import dev.destseg.inspection.Settings;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.inspection.Verdict;
import dev.destseg.inspection.journal.Disagreement;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A candidate with half the gain: what is 0.8 for the active recipe is 0.4 for it; both object from 0.5 on. */
class ShadowTest {
    private static final int WAITING = 4;

    @TempDir
    private Path folder;

    private final AtomicBoolean idle = new AtomicBoolean(true);
    private final List<Disagreement> disagreements = new CopyOnWriteArrayList<>();
    private final ActiveRecipes recipes = new ActiveRecipes(new OnnxRuntime(), Settings.USUAL, Clock.systemUTC());
    private final Shadows shadows = new Shadows(1, idle::get, disagreements::add, Clock.systemUTC());
    private final Semaphore heard = new Semaphore(0);
    private final InspectionService service =
            new InspectionService(recipes, Settings.USUAL, ShadowTest::named, this::hear, Clock.systemUTC());

    @BeforeEach
    void begin() {
        recipes.activate("tiny", TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("active")));
        Candidate candidate = recipes.candidate(
                "tiny", TinyRecipe.withThreshold(0.5).amplified(0.5f).writeTo(folder.resolve("candidate")));
        shadows.begin("tiny", candidate);
    }

    @AfterEach
    void close() {
        service.close();
        shadows.close();
        recipes.close();
    }

    @Test
    void keepsWhereItDisagreesAndCountsWhereItAgrees() throws Exception {
        judge(51);
        CompletedInspection bright = judge(204);
        await(2);

        assertEquals(new Shadow.Counts(1, 1, 0, 0), counts());
        assertEquals(1, disagreements.size());
        Disagreement found = disagreements.get(0);
        assertEquals(bright.id().toString(), found.inspection().text());
        assertEquals(Verdict.DEFECT, bright.inspection().verdict());
        assertEquals(Verdict.OK, found.verdict());
        assertEquals(0.4, found.score().orElseThrow(), 1e-6);
        assertEquals(shadow().candidate(), found.candidate());
    }

    @Test
    void passesImagesOverWhileTheLineIsBusyAndHoldsNothingUp() throws Exception {
        idle.set(false);
        int images = WAITING + 6;
        for (int i = 0; i < images; i++) {
            assertEquals(Verdict.DEFECT, judge(204).inspection().verdict());
        }
        // One more than waits may have been taken out of the queue before the line was found busy.
        long passedOver = counts().passedOver();
        assertTrue(passedOver == images - WAITING || passedOver == images - WAITING - 1, counts()::toString);
        assertEquals(0, counts().disagreed());

        idle.set(true);
        await(images);
        assertEquals(images - passedOver, disagreements.size());
    }

    @Test
    void whatCannotBeDecodedIsNothingToCompare() throws Exception {
        byte[] broken = Pictures.png(10, 16);
        broken[broken.length / 2] ^= 1;
        CompletedInspection unreadable = service.submit(request(broken)).get();
        assertEquals(Verdict.CANNOT_JUDGE, unreadable.inspection().verdict());
        judge(51);
        await(1);
        assertEquals(new Shadow.Counts(1, 0, 0, 0), counts());
    }

    @Test
    void endsWhileImagesWait() throws Exception {
        idle.set(false);
        judge(204);
        shadows.end("tiny");
        assertEquals(Optional.empty(), shadows.find("tiny"));
        assertEquals(Verdict.DEFECT, judge(204).inspection().verdict());
        assertEquals(List.of(), disagreements);
    }

    private CompletedInspection judge(int grey) throws Exception {
        CompletedInspection judged =
                service.submit(request(Pictures.png(grey, 16))).get();
        heard.acquire();
        return judged;
    }

    private void hear(CompletedInspection judged) {
        shadows.hear(judged);
        heard.release();
    }

    private static InspectionRequest request(byte[] image) {
        return new InspectionRequest(image, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** As the journal names inspections. */
    private static CompletedInspection named(CompletedInspection completed) {
        UUID random = completed.id();
        return completed.withId(
                new UUID(random.getMostSignificantBits() & ~0xF000L | 0x7000L, random.getLeastSignificantBits()));
    }

    private Shadow shadow() {
        return shadows.find("tiny").orElseThrow();
    }

    private Shadow.Counts counts() {
        return shadow().counts();
    }

    /** Until so many images were compared, passed over, or failed. */
    private void await(int images) {
        while (ended(counts()) < images) {
            Thread.onSpinWait();
        }
    }

    private static long ended(Shadow.Counts counts) {
        return counts.agreed() + counts.disagreed() + counts.passedOver() + counts.failed();
    }
}
