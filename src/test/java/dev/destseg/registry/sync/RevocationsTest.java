package dev.destseg.registry.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.recipe.Sha256;
import dev.destseg.registry.RegistryTest;
import dev.destseg.registry.sync.RegistrySettings.WhenRevoked;
import dev.destseg.registry.sync.Revocations.Revoked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What judges was revoked: it is told, and where that is wanted the last recipe before it that was not judges again. */
class RevocationsTest extends RegistryTest {
    @TempDir
    private Path folder;

    private Plant plant;
    private FollowingBox box;
    private Revocations revocations;
    private Sha256 first;
    private Sha256 second;
    private Sha256 third;

    @BeforeEach
    void judgeByTheThird() throws Exception {
        plant = new Plant(registry, folder.resolve("plant"));
        box = new FollowingBox(plant, folder.resolve("box"), "press-1");
        first = judged("1.0", 0.5);
        second = judged("1.1", 0.6);
        third = judged("1.2", 0.7);
        watch(WhenRevoked.WARN);
    }

    private Sha256 judged(String version, double threshold) {
        Sha256 recipe = plant.publish(version, threshold);
        plant.set(recipe, version, 100, false);
        box.follower().step();
        assertEquals(recipe, box.judging().orElseThrow());
        return recipe;
    }

    private void watch(WhenRevoked reaction) {
        revocations = new Revocations(Optional.of(plant::policy), box.store(), box, reaction, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        revocations.close();
    }

    @Test
    void nothingIsSaidWhileNothingIsRevokedThatJudges() throws IOException {
        plant.revoke(List.of("press-4"), List.of(first));

        revocations.look();

        assertEquals(Map.of(), revocations.revoked());
        assertEquals(Optional.empty(), revocations.problem());
        assertEquals(List.of(), box.kept());
    }

    @Test
    void aRevokedRecipeGoesOnJudgingWhichIsToldAndWrittenDownOnce() throws IOException {
        plant.revoke(List.of(), List.of(third));

        revocations.look();
        revocations.look();

        assertEquals(third, box.judging().orElseThrow());
        Revoked revoked = revocations.revoked().get("tiny");
        assertEquals(third, revoked.recipe());
        assertEquals(
                "The policy lists the recipe " + third + " as revoked; it goes on judging until another one does",
                revoked.sentence());
        assertEquals(
                List.of("registry revoked " + third + ": The policy lists the recipe " + third + " as revoked"),
                box.kept());
    }

    @Test
    void aRevokedKeyIsToldWithItsNameAndWhatIsMendedIsNotToldAnyMore() throws IOException {
        plant.revoke(List.of("plant"), List.of());
        revocations.look();
        assertTrue(revocations.revoked().get("tiny").why().contains("is signed by plant, which was revoked"));

        plant.revoke(List.of(), List.of());
        revocations.look();

        assertEquals(Map.of(), revocations.revoked());
    }

    @Test
    void itIsToldNoMoreAsSoonAsAnotherRecipeJudges() throws IOException {
        plant.revoke(List.of(), List.of(third));
        revocations.look();

        box.rollBack("tiny", "somebody", "");

        assertEquals(Map.of(), revocations.revoked());
    }

    @Test
    void whereThatIsWantedTheLastRecipeThatWasNotRevokedJudgesAgainAndNoRollBackReturnsToTheOthers()
            throws IOException {
        watch(WhenRevoked.ROLL_BACK);
        plant.revoke(List.of(), List.of(second, third));

        revocations.look();

        assertEquals(first, box.judging().orElseThrow());
        assertEquals(List.of(), box.store().activations().get("tiny").before());
        assertEquals(Map.of(), revocations.revoked());
        assertEquals(2, box.kept().size(), box.kept()::toString);
        assertTrue(box.kept().get(1).startsWith("registry rolled back to " + first), box.kept()::toString);
    }

    @Test
    void oneThatIsNotFitIsPassedOver() throws IOException {
        watch(WhenRevoked.ROLL_BACK);
        box.unfit(second);
        plant.revoke(List.of(), List.of(third));

        revocations.look();

        assertEquals(first, box.judging().orElseThrow());
    }

    @Test
    void theLineNeverStandsStillForWantOfARecipeThatIsTrusted() throws IOException {
        watch(WhenRevoked.ROLL_BACK);
        plant.revoke(List.of("plant"), List.of());

        revocations.look();

        assertEquals(third, box.judging().orElseThrow());
        String said = revocations.revoked().get("tiny").sentence();
        assertTrue(said.contains("it goes on judging, for there is none before it that is trusted and fit"), said);
    }

    @Test
    void whatIsRevokedIsSeenWhenTheRegistryIsGone() throws Exception {
        registry.kill();
        try {
            plant.revoke(List.of(), List.of(third));
            revocations.look();
            assertEquals(third, revocations.revoked().get("tiny").recipe());
        } finally {
            registry.start();
        }
    }

    @Test
    void aPolicyThatCannotBeUsedIsToldAndTakesNothingBackThatWasKnown() throws IOException {
        plant.revoke(List.of(), List.of(third));
        revocations.look();
        Files.writeString(plant.policyFile(), "{");

        revocations.look();

        assertTrue(revocations.problem().orElseThrow().contains("cannot be used"));
        assertEquals(third, revocations.revoked().get("tiny").recipe());
    }
}
