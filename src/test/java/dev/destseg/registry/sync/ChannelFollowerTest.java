package dev.destseg.registry.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.recipe.Sha256;
import dev.destseg.registry.CountingProxy;
import dev.destseg.registry.Refusal;
import dev.destseg.registry.RegistryRefusedException;
import dev.destseg.registry.RegistryTest;
import dev.destseg.registry.UnreachableException;
import dev.destseg.registry.channel.Channel;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.oci.RegistryClient;
import dev.destseg.registry.sync.RegistrySettings.WhenRevoked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A box and its channel, through a real registry. */
class ChannelFollowerTest extends RegistryTest {
    private static final long KILOBYTES_2 = 2048;

    @TempDir
    private Path folder;

    private Plant plant;
    private FollowingBox box;

    @BeforeEach
    void make() throws Exception {
        plant = new Plant(registry, folder.resolve("plant"));
        box = new FollowingBox(plant, folder.resolve("box"), "press-1");
    }

    private Stage stage() {
        return box.follower().state().stage();
    }

    private static RegistryRefusedException refused(FollowingBox box) {
        return assertThrows(RegistryRefusedException.class, box.follower()::step);
    }

    @Test
    void aBoxTakesWhatTheChannelNamesWatchesItAndKeepsIt() {
        Sha256 first = plant.publish("1.0", 0.5);
        plant.set(first, "1.0", 100, false);

        box.follower().step();

        assertEquals(first, box.judging().orElseThrow());
        assertEquals(Stage.WATCHED, stage());
        assertEquals("plant", box.follower().state().signers().get(0));
        box.pass(FollowingBox.WINDOW);
        box.follower().step();
        assertEquals(Stage.ACTIVE, stage());
        assertEquals(Stage.ACTIVE, box.restarted().state().stage());
    }

    @Test
    void aRecipeThatRejectsTooMuchIsTakenBackAndNotTakenAgain() {
        Sha256 first = plant.publish("1.0", 0.5);
        plant.set(first, "1.0", 100, false);
        box.follower().step();
        Sha256 second = plant.publish("1.1", 0.9);
        plant.set(second, "1.1", 100, false);
        box.follower().step();
        assertEquals(second, box.judging().orElseThrow());

        box.judged(FollowingBox.PARTS, FollowingBox.PARTS - 1);
        box.follower().step();

        assertEquals(first, box.judging().orElseThrow());
        assertEquals(Stage.REJECTED, stage());
        assertTrue(
                box.follower().state().reason().contains("19 of 20 parts rejected"),
                box.follower().state()::reason);
        box.follower().step();
        assertEquals(first, box.judging().orElseThrow());
    }

    @Test
    void channelsAreFollowedOnWhateverFailsWhenItIsReported() throws Exception {
        CountDownLatch reports = new CountDownLatch(3);
        Revocations none = new Revocations(Optional.empty(), box.store(), box, WhenRevoked.WARN, Clock.systemUTC());
        Consumer<SortedMap<String, ChannelState>> failing = states -> {
            reports.countDown();
            if (reports.getCount() == 2) {
                throw new OutOfMemoryError("no room for a report");
            }
            throw new IllegalStateException("The disk is gone");
        };
        Pauses pauses = new Pauses(Duration.ofMillis(5), Duration.ofMillis(5));
        try (RegistrySync sync = new RegistrySync(
                Map.of("tiny", box.follower()), Optional.empty(), pauses, none, failing, Clock.systemUTC())) {
            sync.start();
            assertTrue(reports.await(1, TimeUnit.MINUTES), "the channel is looked at no more");
        }
    }

    @Test
    void aRecipeIsComingUntilItJudgesOrIsKnownNotTo() {
        Revocations none = new Revocations(Optional.empty(), box.store(), box, WhenRevoked.WARN, Clock.systemUTC());
        Pauses pauses = new Pauses(Duration.ofMinutes(5), Duration.ofMinutes(5));
        Sha256 first = plant.publish("1.0", 0.5);
        try (RegistrySync sync = new RegistrySync(
                Map.of("tiny", box.follower()), Optional.empty(), pauses, none, states -> {}, Clock.systemUTC())) {
            assertTrue(sync.isComing("tiny"), "nobody has asked the registry yet");
            assertFalse(sync.isComing("another"));

            plant.set(first, "1.0", 0, false);
            sync.now();
            assertFalse(sync.isComing("tiny"), "the roll-out has not reached this box");

            plant.set(first, "1.0", 100, false);
            sync.now();
            assertFalse(sync.isComing("tiny"), "it judges");
        }
    }

    private Sha256 replacedByASecond() {
        Sha256 first = plant.publish("1.0", 0.5);
        plant.set(first, "1.0", 100, false);
        box.follower().step();
        Sha256 second = plant.publish("1.1", 0.9);
        plant.set(second, "1.1", 100, false);
        box.follower().step();
        assertEquals(second, box.judging().orElseThrow());
        return first;
    }

    @Test
    void aRecipeThatCannotJudgeTooManyPartsIsTakenBack() {
        Sha256 first = replacedByASecond();
        box.notJudged(FollowingBox.PARTS, 4);
        box.follower().step();
        assertEquals(Stage.WATCHED, stage(), "a fifth is allowed");

        box.notJudged(FollowingBox.PARTS, 5);
        box.follower().step();

        assertEquals(first, box.judging().orElseThrow());
        assertTrue(
                box.follower().state().reason().contains("5 of 20 parts could not be judged"),
                box.follower().state()::reason);
    }

    @Test
    void aRecipeThatIsMuchSlowerThanTheOneBeforeIsTakenBack() {
        Sha256 first = replacedByASecond();
        box.took(Duration.ofMillis(40), Duration.ofMillis(20));
        box.follower().step();
        assertEquals(Stage.WATCHED, stage(), "twice as long is allowed");

        box.took(Duration.ofMillis(42), Duration.ofMillis(20));
        box.follower().step();

        assertEquals(first, box.judging().orElseThrow());
        assertEquals(Stage.REJECTED, stage());
        assertTrue(
                box.follower().state().reason().contains("2.1 times as long"),
                box.follower().state()::reason);
    }

    @Test
    void aRecipeThatIsRevokedWhileItIsComparedDoesNotTakeOver() throws IOException {
        Sha256 first = plant.publish("1.0", 0.5);
        plant.set(first, "1.0", 100, false);
        box.follower().step();
        Sha256 second = plant.publish("1.1", 0.9);
        plant.set(second, "1.1", 100, false);
        FollowingBox careful = box.comparing(5);
        careful.follower().step();
        plant.revoke(List.of(), List.of(second));
        careful.compared(5);

        assertEquals(Refusal.REVOKED, refused(careful).why());

        assertEquals(first, careful.judging().orElseThrow());
        assertEquals(Stage.REFUSED, careful.follower().state().stage());
    }

    @Test
    void aRecipeThatIsRevokedWhileItJudgesIsTheChannelsProblemUntilItIsRevokedNoMore() throws IOException {
        Sha256 first = plant.publish("1.0", 0.5);
        plant.set(first, "1.0", 100, false);
        box.follower().step();
        plant.revoke(List.of(), List.of(first));

        assertEquals(Refusal.REVOKED, refused(box).why());
        assertEquals(Refusal.REVOKED, refused(box).why());

        assertEquals(first, box.judging().orElseThrow());
        assertEquals(Stage.REFUSED, stage());
        String words = box.follower().state().words();
        assertTrue(words.contains("lists the recipe " + first + " as revoked"), words);
        plant.revoke(List.of(), List.of());
        box.follower().step();
        assertEquals(Stage.ACTIVE, stage());
    }

    @Test
    void aRecipeThatIsNotFitHereIsRejectedAndTheOneBeforeGoesOn() {
        Sha256 first = plant.publish("1.0", 0.5);
        plant.set(first, "1.0", 100, false);
        box.follower().step();
        Sha256 second = plant.publish("1.1", 0.9);
        box.unfit(second);
        plant.set(second, "1.1", 100, false);

        box.follower().step();

        assertEquals(first, box.judging().orElseThrow());
        assertEquals(Stage.REJECTED, stage());
        assertTrue(
                box.follower().state().reason().contains("not fit to judge here"),
                box.follower().state()::reason);
    }

    @Test
    void aRecipeIsComparedFirstWhenThatIsWanted() {
        Sha256 first = plant.publish("1.0", 0.5);
        plant.set(first, "1.0", 100, false);
        box.follower().step();
        Sha256 second = plant.publish("1.1", 0.9);
        plant.set(second, "1.1", 100, false);
        FollowingBox careful = box.comparing(5);

        careful.follower().step();
        assertEquals(first, careful.judging().orElseThrow());
        assertEquals(Stage.COMPARED, careful.follower().state().stage());
        careful.compared(4);
        careful.follower().step();
        assertEquals(first, careful.judging().orElseThrow());
        careful.compared(5);
        careful.follower().step();
        assertEquals(second, careful.judging().orElseThrow());
    }

    @Test
    void aRollOutReachesAsManyBoxesAsItSaysAndNeverFewerWhenItGrows() {
        Channel tenth = plant.channel(Sha256.of(new byte[0]), "1.0", 10, 1);
        Channel half = plant.channel(Sha256.of(new byte[0]), "1.0", 50, 2);
        long some =
                IntStream.range(0, 2000).filter(i -> tenth.reaches("box-" + i)).count();
        long more =
                IntStream.range(0, 2000).filter(i -> half.reaches("box-" + i)).count();
        assertTrue(some > 140 && some < 260, some + " of 2000");
        assertTrue(more > 900 && more < 1100, more + " of 2000");
        assertTrue(IntStream.range(0, 2000)
                .filter(i -> tenth.reaches("box-" + i))
                .allMatch(i -> half.reaches("box-" + i)));
        assertFalse(plant.channel(Sha256.of(new byte[0]), "1.0", 0, 3).reaches("box-1"));
    }

    @Test
    void aHaltedRollOutIsTakenByNoFurtherBoxAndALaterOneIs() {
        Sha256 first = plant.publish("1.0", 0.5);
        plant.set(first, "1.0", 0, false);
        box.follower().step();
        assertEquals(Stage.NOT_REACHED, stage());
        assertTrue(box.judging().isEmpty());

        plant.set(first, "1.0", 100, false);
        box.follower().step();
        assertEquals(first, box.judging().orElseThrow());
    }

    @Test
    void anOldStateThatIsPlayedAgainIsRefused() {
        Sha256 first = plant.publish("1.0", 0.5);
        plant.set(first, "1.0", 100, false);
        byte[] old = registry.client().manifest(plant.tag()).bytes();
        Sha256 second = plant.publish("1.1", 0.6);
        plant.set(second, "1.1", 100, false);
        box.follower().step();

        plant.put(old);

        assertEquals(Refusal.DOWNGRADE, refused(box).why());
        assertEquals(second, box.judging().orElseThrow());
        assertTrue(box.follower().state().problem().orElseThrow().contains("played again"));
    }

    /** The numbers of the states are 1 and 2. */
    private byte[] oldStateAfterANewerOne() {
        Sha256 first = plant.publish("1.0", 0.5);
        plant.set(first, "1.0", 100, false);
        byte[] old = registry.client().manifest(plant.tag()).bytes();
        plant.set(plant.publish("1.0", 0.6), "1.0", 100, false);
        box.follower().step();
        return old;
    }

    @Test
    void anOldStateIsRefusedAlsoWhenTheStateOfTheChannelWasDamagedOrDeleted() throws IOException {
        plant.put(oldStateAfterANewerOne());
        Path state = folder.resolve("box/registry/tiny.json");
        Files.writeString(state, "{");
        box.restarted();
        assertEquals(Refusal.DOWNGRADE, refused(box).why());
        Files.delete(state);
        box.restarted();
        assertEquals(Refusal.DOWNGRADE, refused(box).why());
    }

    @Test
    void anOldStateIsRefusedAlsoWhenTheNumberOfTheChannelWasDamagedOrDeleted() throws IOException {
        byte[] old = oldStateAfterANewerOne();
        Path floor = folder.resolve("box/registry/tiny.floor");
        Files.writeString(floor, "{");
        box.restarted();
        plant.put(old);
        assertEquals(Refusal.DOWNGRADE, refused(box).why());
        Files.delete(floor);
        box.restarted();
        assertEquals(Refusal.DOWNGRADE, refused(box).why());
    }

    /** Their numbers have nothing to do with each other. */
    @Test
    void aBoxThatFollowsAnotherChannelFromNowOnIsNotHeldByTheNumberOfTheOneBefore() {
        oldStateAfterANewerOne();
        Sha256 other = plant.publish("1.1", 0.7);
        Reference candidate = plant.setOther("candidate", other, "1.1");

        FollowingBox moved = box.following(candidate);
        moved.follower().step();

        assertEquals(other, moved.judging().orElseThrow());
    }

    @Test
    void anOlderVersionIsTakenOnlyWhenTheChannelSaysSo() {
        Sha256 second = plant.publish("1.1", 0.6);
        plant.set(second, "1.1", 100, false);
        box.follower().step();
        Sha256 first = plant.publish("1.0", 0.5);
        plant.set(first, "1.0", 100, false);
        assertEquals(Refusal.DOWNGRADE, refused(box).why());
        assertEquals(second, box.judging().orElseThrow());

        plant.set(first, "1.0", 100, true);
        box.follower().step();
        assertEquals(first, box.judging().orElseThrow());
    }

    @Test
    void synchronisingAnUnchangedChannelIsOneRequestOfLessThanTwoKilobytes() throws Exception {
        Sha256 recipe = plant.publish("1.0", 0.5);
        plant.set(recipe, "1.0", 100, false);
        try (CountingProxy proxy = CountingProxy.before(registry)) {
            FollowingBox there = box.at(proxy.host(), new RegistryClient(proxy.access()));
            there.follower().step();
            assertEquals(recipe, there.judging().orElseThrow());
            proxy.reset();

            there.follower().step();

            assertEquals(1, proxy.requests().size(), () -> proxy.requests().toString());
            assertTrue(proxy.bytes() < KILOBYTES_2, proxy.bytes() + " bytes");
            there.pass(FollowingBox.WINDOW);
            there.follower().step();
            assertEquals(Stage.ACTIVE, there.follower().state().stage());
            proxy.reset();

            there.restarted().step();

            assertEquals(1, proxy.requests().size(), "after a restart: " + proxy.requests());
            assertTrue(proxy.bytes() < KILOBYTES_2, proxy.bytes() + " bytes");
        }
    }

    /** Between two looks the connection may have been cut; then the session of TLS is resumed. */
    @Test
    void onTheWireTooItIsLessThanTwoKilobytes() throws Exception {
        plant.set(plant.publish("1.0", 0.5), "1.0", 100, false);
        try (CountingProxy proxy = CountingProxy.outside(registry)) {
            FollowingBox there = box.at(proxy.host(), new RegistryClient(proxy.access()));
            there.follower().step();
            proxy.reset();
            there.follower().step();
            assertTrue(proxy.bytes() < KILOBYTES_2, proxy.bytes() + " bytes with the connection kept");
            proxy.cutConnections();
            // Looks are a minute apart; who writes to a connection before its end was noticed gives its session up,
            // too.
            Thread.sleep(1000);
            proxy.reset();

            there.follower().step();

            assertTrue(proxy.bytes() < KILOBYTES_2, proxy.bytes() + " bytes with a new connection");
        }
    }

    @Test
    void refusesAChannelThatAStrangerSigned() {
        Sha256 first = plant.publish("1.0", 0.5);
        plant.setSignedBy("stranger", first, "1.0");
        assertEquals(Refusal.UNTRUSTED, refused(box).why());
        assertTrue(box.judging().isEmpty());
    }

    /** Two products in one repository, each with signers of its own. */
    @Test
    void refusesAChannelThatTheSignersOfAnotherProductSet() throws IOException {
        Sha256 first = plant.publish("1.0", 0.5);
        plant.trust("other", List.of("stranger"));
        plant.setSignedBy("stranger", first, "1.0");

        RegistryRefusedException refusal = refused(box);

        assertEquals(Refusal.NO_RULE, refusal.why());
        assertTrue(refusal.getMessage().contains("nor those who signed: stranger"), refusal.getMessage());
        assertTrue(box.judging().isEmpty());
    }

    @Test
    void refusesARecipeOfAnotherProductThatTheChannelNames() throws IOException {
        plant.trust("other", List.of("plant"));
        plant.set(plant.publishOther("other", "1.0"), "1.0", 100, false);

        RegistryRefusedException refusal = refused(box);

        assertEquals(Refusal.SWAPPED, refusal.why());
        assertTrue(refusal.getMessage().contains("is for the product 'other'"), refusal.getMessage());
        assertTrue(box.judging().isEmpty());
    }

    @Test
    void whatWasSetWithAKeyThatWasRevokedSinceIsCarriedOutNoFurther() throws IOException {
        plant.trust("tiny", List.of("stranger"));
        Sha256 first = plant.publish("1.0", 0.5);
        plant.set(first, "1.0", 100, false);
        box.follower().step();
        FollowingBox careful = box.comparing(5);
        Sha256 second = plant.publish("1.1", 0.6);
        plant.setSignedBy("stranger", second, "1.1");
        careful.follower().step();
        assertEquals(Stage.COMPARED, careful.follower().state().stage());
        careful.compared(5);
        plant.revoke(List.of("stranger"), List.of());

        RegistryRefusedException refusal = refused(careful);

        assertEquals(Refusal.REVOKED, refusal.why());
        assertTrue(refusal.getMessage().contains("set the channel anew with another key"), refusal.getMessage());
        assertEquals(first, careful.judging().orElseThrow());
        plant.set(second, "1.1", 100, false);
        careful.follower().step();
        careful.follower().step();
        assertEquals(second, careful.judging().orElseThrow());
    }

    @Test
    void refusesARecipeThatAStrangerSigned() {
        Sha256 first = plant.publishSignedBy("stranger", "1.0", 0.5);
        plant.set(first, "1.0", 100, false);
        assertEquals(Refusal.UNTRUSTED, refused(box).why());
        assertEquals(Stage.REFUSED, stage());
        assertTrue(box.judging().isEmpty());
    }

    @Test
    void refusesAChannelThatWasMovedToAnotherTag() {
        Sha256 first = plant.publish("1.0", 0.5);
        plant.set(first, "1.0", 100, false);
        byte[] stable = registry.client().manifest(plant.tag()).bytes();
        FollowingBox other = box.following(new Reference(plant.tag().repository(), "candidate"));
        plant.put(new Reference(plant.tag().repository(), "candidate"), stable);
        assertEquals(Refusal.SWAPPED, refused(other).why());
    }

    @Test
    void refusesWhatIsForOtherAppliances() {
        Sha256 first = plant.publish("1.0", 0.5);
        plant.setFor("9.0", Set.of(), first, "1.0");
        assertEquals(Refusal.UNSUITABLE, refused(box).why());
        plant.setFor("0.1", Set.of("linux/riscv"), first, "1.0");
        assertEquals(Refusal.UNSUITABLE, refused(box).why());
        plant.setFor("0.1", Set.of("linux/test"), first, "1.0");
        box.follower().step();
        assertEquals(first, box.judging().orElseThrow());
    }

    @Test
    void aBoxGoesOnWithoutTheRegistry() throws Exception {
        Sha256 first = plant.publish("1.0", 0.5);
        plant.set(first, "1.0", 100, false);
        box.follower().step();
        registry.kill();
        try {
            assertThrows(UnreachableException.class, box.follower()::step);
            assertEquals(first, box.judging().orElseThrow());
            box.pass(FollowingBox.WINDOW);
            assertThrows(UnreachableException.class, box.follower()::step);
            assertEquals(Stage.ACTIVE, stage());
        } finally {
            registry.start();
        }
        box.follower().step();
        assertTrue(box.follower().state().problem().isEmpty());
    }

    /** It is asked for before its recipes are loaded, as right after a start. */
    @Test
    void aBoxThatStartsIsNotTakenForOneThatSomebodyLetAnotherRecipeJudge() {
        Sha256 first = plant.publish("1.0", 0.5);
        plant.set(first, "1.0", 100, false);
        box.follower().step();
        box.loading(true);

        box.restarted().step();

        assertEquals(Stage.WATCHED, stage());
        Sha256 second = plant.publish("1.1", 0.6);
        plant.set(second, "1.1", 100, false);
        FollowingBox careful = box.comparing(5);
        careful.loading(true);
        careful.follower().step();
        assertEquals(Stage.COMPARED, careful.follower().state().stage(), "compared all the same");
    }

    @Test
    void whatSomebodyLetsJudgeIsLeftUntilTheChannelIsSetAnew() {
        Sha256 first = plant.publish("1.0", 0.5);
        plant.set(first, "1.0", 100, false);
        box.follower().step();
        Sha256 second = plant.publish("1.1", 0.6);
        plant.set(second, "1.1", 100, false);
        box.follower().step();

        box.rollBack("tiny", "somebody", "");
        box.follower().step();
        box.follower().step();

        assertEquals(Stage.OVERRULED, stage());
        assertEquals(first, box.judging().orElseThrow());
        plant.set(second, "1.1", 100, false);
        box.follower().step();
        assertEquals(second, box.judging().orElseThrow());
    }

    @Test
    void aBoxThatWasKilledWhileItSwitchedGoesOnWithTheNewRecipe() {
        Sha256 first = plant.publish("1.0", 0.5);
        plant.set(first, "1.0", 100, false);
        box.killAfterActivation();
        assertThrows(FollowingBox.Killed.class, box.follower()::step);

        ChannelFollower after = box.restarted();
        assertEquals(Stage.ACTIVATING, after.state().stage());
        after.step();
        assertEquals(Stage.WATCHED, after.state().stage());
        assertEquals(first, box.judging().orElseThrow());
    }

    @Test
    void aBoxWithoutRoomGoesOnJudgingAndTakesTheRecipeWhenThereIsRoomAgain() {
        Sha256 first = plant.publish("1.0", 0.5);
        plant.set(first, "1.0", 100, false);
        box.follower().step();
        Sha256 second = plant.publish("1.1", 0.6);
        plant.set(second, "1.1", 100, false);
        box.keepsFree(Long.MAX_VALUE / 2);

        assertEquals(Refusal.NO_SPACE, refused(box).why());

        assertEquals(Stage.REFUSED, stage());
        assertEquals(first, box.judging().orElseThrow());
        assertTrue(
                box.follower().state().words().contains("too little room"),
                box.follower().state().words());
        box.keepsFree(0);
        box.follower().step();
        assertEquals(second, box.judging().orElseThrow());
    }
}
