package dev.destseg.line.kafka;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.destseg.Pictures;
import dev.destseg.bench.OwnAppliance;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.line.bucket.ObjectStorage;
import dev.destseg.line.bucket.RealStorage;
import dev.destseg.line.bucket.StorageAddress;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.StoredRecipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real broker, with what judges in the appliance; the recipe judges by brightness. */
class GroupWorkerTest {
    private static final String CAPTURED = "2026-03-01T12:00:00.080Z";

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Set<String> TINY = Set.of("tiny");

    @TempDir
    static Path folder;

    private static RealKafka kafka;
    private static StoredRecipe recipe;
    private static OwnAppliance own;

    @BeforeAll
    static void start() throws Exception {
        kafka = RealKafka.start(folder.resolve("kafka"));
        recipe = TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("tiny"));
        own = OwnAppliance.of(recipe, "tiny", folder.resolve("journal"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (own != null) {
            own.close();
        }
        if (kafka != null) {
            kafka.close();
        }
    }

    private static GroupWorker worker(Group group, String member) {
        SharedImages share = new SharedImages(folder.resolve("share"), 1_000_000);
        return worker(group.plan(member, new ImagesElsewhere(Optional.of(share), Optional.empty())));
    }

    private static GroupWorker worker(GroupPlan plan) {
        GroupWorker worker = new GroupWorker(plan, () -> TINY, own.service(), own.journal());
        worker.start();
        return worker;
    }

    private static void waitFor(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "It did not happen");
            Thread.sleep(10);
        }
    }

    private static List<ProducerRecord<byte[], byte[]>> parts(Group group, int count) {
        List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String station = "press-" + i % 7;
            messages.add(group.message(
                    "tiny/" + station,
                    Pictures.png(i % 256, 16),
                    "product",
                    "tiny",
                    "station",
                    station,
                    "captured",
                    CAPTURED,
                    "part",
                    "part-" + i));
        }
        return messages;
    }

    @Test
    void answersEachMessageOnceWithWhatTheJournalHas() throws Exception {
        Group group = Group.create(kafka, "answered", 3);
        Set<String> sent = group.send(parts(group, 60));
        try (GroupWorker worker = worker(group, "only")) {
            List<ConsumerRecord<byte[], byte[]>> results = group.results(60);

            Set<String> sources = new HashSet<>();
            Map<String, Integer> last = new HashMap<>();
            for (ConsumerRecord<byte[], byte[]> result : results) {
                sources.add(Group.header(result, "source"));
                JsonNode json = Group.json(result);
                int part = Integer.parseInt(json.get("part_number").asText().substring("part-".length()));
                assertEquals(
                        part % 256 < 128 ? "OK" : "DEFECT", json.get("verdict").asText());
                assertEquals("press-" + part % 7, json.get("station").asText());
                assertEquals(CAPTURED, json.get("captured").asText());
                assertEquals(Group.header(result, "id"), json.get("id").asText());
                assertEquals(recipe.recipe().digest().toString(), Group.header(result, "recipe"));
                assertEquals(
                        Group.header(result, "source"),
                        json.at("/message/topic").asText() + "-"
                                + json.at("/message/partition").asInt() + "-"
                                + json.at("/message/offset").asLong());
                assertEquals("tiny/press-" + part % 7, new String(result.key(), StandardCharsets.UTF_8));
                Integer before = last.put(json.get("station").asText(), part);
                assertTrue(before == null || before < part, before + " before " + part);
            }
            assertEquals(sent, sources);
            waitFor(() -> worker.state().lag() == 0);
            GroupState state = worker.state();
            assertTrue(state.joined());
            assertEquals(List.of(0, 1, 2), state.partitions());
            assertEquals(60, state.results());
            assertEquals(0, state.deadLetters());
            assertEquals(Optional.empty(), state.problem());
        }
    }

    @Test
    void whatFailsInsideCostsAMomentAndNotTheWorkForGood() throws Exception {
        Group group = Group.create(kafka, "surviving", 1);
        group.send(parts(group, 1));
        AtomicInteger asked = new AtomicInteger();
        ProductsHere judged = () -> switch (asked.incrementAndGet()) {
            case 1 -> throw new OutOfMemoryError("no room for an image");
            case 2 -> throw new IllegalStateException("the recipes are being changed");
            default -> TINY;
        };
        GroupPlan plan = group.plan("surviving", ImagesElsewhere.NONE);
        try (GroupWorker worker = new GroupWorker(plan, judged, own.service(), own.journal())) {
            worker.start();
            assertEquals(1, group.results(1).size());
            assertEquals(2, worker.state().interruptions());
        }
    }

    @Test
    void whatWasAnsweredIsNotAnsweredAgainByWhoComesNext() throws Exception {
        Group group = Group.create(kafka, "next", 1);
        group.send(parts(group, 5));
        try (GroupWorker worker = worker(group, "first")) {
            group.results(5);
            assertTrue(worker.state().joined());
        }
        group.send(parts(group, 5));
        kafka.delete(group.images(), 0, 8);
        try (GroupWorker worker = worker(group, "second")) {
            group.results(7);
            waitFor(() -> worker.state().lag() == 0);
            assertEquals(2, worker.state().results());
            assertEquals(
                    3, worker.state().lost(), "those that nobody was there to judge are not passed over in silence");
        }
    }

    @Test
    void takesImagesFromSharedStorageWhoseDigestIsAsTheMessageSays() throws Exception {
        Group group = Group.create(kafka, "shared", 1);
        byte[] image = Pictures.png(255, 32);
        Files.createDirectories(folder.resolve("share/press"));
        Files.write(folder.resolve("share/press/1.png"), image);
        group.send(List.of(group.message(
                "tiny/press",
                new byte[0],
                "image",
                "press/1.png",
                "digest",
                Sha256.of(image).toString())));
        try (GroupWorker worker = worker(group, "only")) {
            JsonNode result = Group.json(group.results(1).get(0));
            assertEquals("DEFECT", result.get("verdict").asText());
            assertEquals(Sha256.of(image).toString(), result.get("image").asText());
            assertEquals("shared.images-0-0", result.get("part_number").asText());
            assertTrue(worker.state().joined());
        }
    }

    private static ProducerRecord<byte[], byte[]> reference(Group group, String name, byte[] image) {
        return group.message(
                "tiny/press",
                new byte[0],
                "image",
                name,
                "digest",
                Sha256.of(image).toString());
    }

    @Test
    void takesImagesFromObjectStorageAndWaitsForItWhileItIsAway() throws Exception {
        RealStorage storage = RealStorage.start(folder.resolve("storage"), Optional.empty());
        byte[] image = Pictures.png(255, 32);
        storage.write("press/1.png", image);
        storage.write("press/2.png", Pictures.png(0, 32));
        storage.write("press/large.png", new byte[1_000_001]);
        Group group = Group.create(kafka, "objects", 1);
        Map<String, ProducerRecord<byte[], byte[]>> expected = new LinkedHashMap<>();
        expected.put(
                "There is no image s3://images/press/gone.png", reference(group, "s3://images/press/gone.png", image));
        expected.put("s3://images/press/2.png is another one", reference(group, "s3://images/press/2.png", image));
        expected.put("is in a bucket that is not read here", reference(group, "s3://forbidden/1.png", image));
        expected.put("names a bucket and no object", reference(group, "s3://images", image));
        expected.put("1000001 bytes, more than", reference(group, "s3://images/press/large.png", image));
        group.send(List.of(reference(group, "s3://images/press/1.png", image)));
        group.send(expected.values());
        StorageAddress address = storage.address();
        try (storage;
                ObjectStorage read = new ObjectStorage(address);
                GroupWorker worker = worker(group.plan(
                        "only",
                        new ImagesElsewhere(
                                Optional.empty(),
                                Optional.of(new ObjectImages(read, Set.of(RealStorage.BUCKET), 1_000_000)))))) {
            JsonNode result = Group.json(group.results(1).get(0));
            assertEquals(Sha256.of(image).toString(), result.get("image").asText());
            List<ConsumerRecord<byte[], byte[]>> letters = group.deadLetters(expected.size());
            List<String> reasons = List.copyOf(expected.keySet());
            for (int i = 0; i < letters.size(); i++) {
                String reason = Group.header(letters.get(i), "reason");
                assertTrue(reason.contains(reasons.get(i)), reason + " instead of " + reasons.get(i));
            }

            storage.kill();
            group.send(List.of(reference(group, "s3://images/press/1.png", image)));
            waitFor(() -> worker.state()
                    .problem()
                    .filter(text -> text.contains(
                            "The storage " + storage.endpoint() + " does not give s3://images/press/1.png"))
                    .isPresent());
            storage.start();
            group.results(2);
            assertEquals(expected.size(), worker.state().deadLetters());
        }
    }

    @Test
    void whatCannotBeJudgedGoesToTheDeadLettersWithTheReasonAndHoldsUpNothing() throws Exception {
        Group group = Group.create(kafka, "dead", 1);
        byte[] image = Pictures.png(0, 16);
        String digest = Sha256.of(image).toString();
        Files.createDirectories(folder.resolve("share/kept"));
        Files.write(folder.resolve("share/kept/1.png"), image);
        Path outside = Files.write(folder.resolve("outside.png"), image);
        Files.createSymbolicLink(folder.resolve("share/kept/link.png"), outside);
        Map<String, ProducerRecord<byte[], byte[]>> expected = new LinkedHashMap<>();
        expected.put("No recipe is active for the product 'other'", group.message("k", image, "product", "other"));
        expected.put("There is no image in the message", group.message("k", new byte[0]));
        expected.put("The image has 100001 bytes", group.message("k", new byte[100_001]));
        expected.put("The station has 257 characters", group.message("k", image, "station", "s".repeat(257)));
        expected.put("The header recipe is no digest", group.message("k", image, "recipe", "newest"));
        expected.put("The header captured is no time", group.message("k", image, "captured", "noon"));
        expected.put("is judged by the recipe", group.message("k", image, "recipe", digest));
        expected.put(
                "reads none; name its buckets", group.message("k", new byte[0], "image", "s3://a/b", "digest", digest));
        expected.put("comes without its digest", group.message("k", new byte[0], "image", "kept/1.png"));
        expected.put("there is none", group.message("k", new byte[0], "image", "kept/2.png", "digest", digest));
        expected.put(
                "its digest is " + digest,
                group.message(
                        "k",
                        new byte[0],
                        "image",
                        "kept/1.png",
                        "digest",
                        Sha256.of(new byte[1]).toString()));
        for (String name : List.of("../outside.png", outside.toAbsolutePath().toString(), "kept/link.png", "kept")) {
            expected.put(
                    "The image " + name + " is no file below the root",
                    group.message("k", new byte[0], "image", name, "digest", digest));
        }
        group.send(expected.values());
        group.send(List.of(group.message("k", image, "part", "good"), group.message("k", new byte[] {1, 2, 3})));
        try (GroupWorker worker = worker(group, "only")) {
            List<ConsumerRecord<byte[], byte[]>> letters = group.deadLetters(expected.size());
            List<String> reasons = List.copyOf(expected.keySet());
            for (int i = 0; i < letters.size(); i++) {
                String reason = Group.header(letters.get(i), "reason");
                assertTrue(reason.contains(reasons.get(i)), reason + " instead of " + reasons.get(i));
                assertEquals("dead.images-0-" + i, Group.header(letters.get(i), "source"));
            }
            assertArrayEquals(image, letters.get(0).value());
            assertEquals("other", Group.header(letters.get(0), "product"));
            assertEquals(null, letters.get(2).value());
            List<ConsumerRecord<byte[], byte[]>> results = group.results(2);
            assertEquals("good", Group.json(results.get(0)).get("part_number").asText());
            // Whoever waits for a part hears of it, too, where its image is none.
            assertEquals(
                    "CANNOT_JUDGE", Group.json(results.get(1)).get("verdict").asText());
            assertEquals(expected.size(), worker.state().deadLetters());
        }
    }

    @Test
    void anImageThatThereIsNoMemoryForIsADeadLetterAndHoldsUpNothing() throws Exception {
        Group group = Group.create(kafka, "narrow", 1);
        byte[] large = Pictures.png(0, 128);
        Files.createDirectories(folder.resolve("share/narrow"));
        Files.write(folder.resolve("share/narrow/1.png"), large);
        group.send(List.of(
                group.message("k", large),
                reference(group, "narrow/1.png", large),
                group.message("k", Pictures.png(0, 16))));
        SharedImages share = new SharedImages(folder.resolve("share"), 1_000_000);
        GroupPlan plan = group.plan(
                "only", new ImagesElsewhere(Optional.of(share), Optional.empty()), new ImageRoom(1, 1, 3 * 128 * 128));
        try (GroupWorker worker = worker(plan)) {
            for (ConsumerRecord<byte[], byte[]> letter : group.deadLetters(2)) {
                String reason = Group.header(letter, "reason");
                assertTrue(reason.contains("16384 pixels takes") && reason.contains("-Xmx"), reason);
            }
            group.results(1);
            assertEquals(0, worker.state().interruptions());
        }
    }

    @Test
    void anAnswerThatItsTopicDoesNotTakeForItsSizeHoldsUpNothing() throws Exception {
        Group group = new Group(kafka, "small", 1);
        kafka.topic(group.images(), 1);
        kafka.topic(group.results(), 1, Map.of("max.message.bytes", "500"));
        kafka.topic(group.deadLetters(), 1, Map.of("max.message.bytes", "1000"));
        group.send(List.of(
                group.message("k", new byte[50_000], "product", "other"),
                group.message("k", Pictures.png(0, 16), "product", "tiny"),
                group.message("k", Pictures.png(0, 16), "product", "another")));
        try (GroupWorker worker = worker(group, "only")) {
            List<ConsumerRecord<byte[], byte[]>> letters = group.deadLetters(3);

            assertEquals(
                    List.of("small.images-0-0", "small.images-0-1", "small.images-0-2"),
                    letters.stream()
                            .map(letter -> Group.header(letter, "source"))
                            .toList());
            String refused = Group.header(letters.get(0), "reason");
            assertTrue(refused.contains("No recipe is active") && refused.contains("not repeated"), refused);
            assertEquals(null, letters.get(0).value());
            String judged = Group.header(letters.get(1), "reason");
            assertTrue(judged.contains("journal of only") && judged.contains("max.message.bytes"), judged);
            assertArrayEquals(
                    Pictures.png(0, 16), letters.get(2).value(), "What its topic takes is repeated all the same");
            assertEquals(0, worker.state().interruptions());
        }
    }

    @Test
    void whatFailsAgainAndAgainIsToldAllTheTime() throws Exception {
        Group group = Group.create(kafka, "unkept", 1);
        OwnAppliance broken = OwnAppliance.of(recipe, "tiny", folder.resolve("closed"));
        broken.journal().close();
        group.send(parts(group, 1));
        try (GroupWorker worker = new GroupWorker(
                group.plan("only", ImagesElsewhere.NONE), () -> TINY, broken.service(), broken.journal())) {
            worker.start();
            waitFor(() -> worker.state().interruptions() > 0);
            waitFor(() -> {
                GroupState state = worker.state();
                assertTrue(state.problem().isPresent(), "after " + state.interruptions());
                return state.interruptions() > 2;
            });
        }
    }

    @Test
    void twoMembersOfOneNameAreToldWhatToDo() throws Exception {
        Group group = Group.create(kafka, "namesakes", 2);
        try (GroupWorker first = worker(group, "same")) {
            waitFor(() -> first.state().joined());
            try (GroupWorker second = worker(group, "same")) {
                waitFor(() -> second.state().joined());
                group.send(parts(group, 40));
                waitFor(() -> Stream.of(first, second)
                        .flatMap(worker -> worker.state().problem().stream())
                        .anyMatch(problem -> problem.contains("destseg.kafka.member")));
            }
        }
    }

    @Test
    void membersShareThePartitionsAndOneThatLeavesLeavesNothingUnanswered() throws Exception {
        Group group = Group.create(kafka, "members", 4);
        Set<String> sent = new HashSet<>(group.send(parts(group, 40)));
        try (GroupWorker first = worker(group, "first")) {
            waitFor(() -> first.state().partitions().size() == 4);
            GroupWorker second = worker(group, "second");
            try (second) {
                sent.addAll(group.send(parts(group, 100)));
                waitFor(() -> first.state().partitions().size() == 2
                        && second.state().partitions().size() == 2);
            }
            sent.addAll(group.send(parts(group, 40)));
            waitFor(() -> first.state().partitions().size() == 4);
            Set<String> sources = new HashSet<>();
            group.results(180).forEach(result -> sources.add(Group.header(result, "source")));
            assertEquals(sent, sources);
            waitFor(() -> first.state().lag() == 0);
            assertEquals(180, first.state().results() + second.state().results(), "committed answers are counted once");
        }
    }

    @Test
    void takesNoWorkWhileItsRecipesDoNotJudge() throws Exception {
        Group group = Group.create(kafka, "early", 1);
        group.send(parts(group, 1));
        AtomicReference<Set<String>> judged = new AtomicReference<>(Set.of());
        try (GroupWorker worker =
                new GroupWorker(group.plan("only", ImagesElsewhere.NONE), judged::get, own.service(), own.journal())) {
            worker.start();
            waitFor(() -> worker.state()
                    .problem()
                    .filter(text -> text.contains("any product"))
                    .isPresent());
            judged.set(TINY);
            group.results(1);
            assertEquals(Optional.empty(), worker.state().problem());

            judged.set(Set.of());
            waitFor(() ->
                    worker.state().problem().isPresent() && !worker.state().joined());
            group.send(parts(group, 1));
            judged.set(TINY);
            group.results(2);
        }
    }

    @Test
    void leavesPartsOfAProductWhoseRecipeIsOnItsWayToOthersThatHaveIt() throws Exception {
        Group group = Group.create(kafka, "coming", 1);
        ProductsHere waiting = new ProductsHere() {
            @Override
            public Set<String> judged() {
                return TINY;
            }

            @Override
            public boolean isComing(String product) {
                return product.equals("late");
            }
        };
        group.send(List.of(
                group.message("k", Pictures.png(0, 16), "product", "tiny"),
                group.message("k", Pictures.png(0, 16), "product", "late")));
        try (GroupWorker without = new GroupWorker(
                        group.plan("without", ImagesElsewhere.NONE), waiting, own.service(), own.journal());
                OwnAppliance late = OwnAppliance.of(recipe, "late", folder.resolve("late"))) {
            without.start();
            waitFor(() -> without.state()
                    .problem()
                    .filter(text -> text.contains("product 'late' is on its way"))
                    .isPresent());
            assertEquals(1, without.state().results());
            try (GroupWorker with = new GroupWorker(
                    group.plan("with", ImagesElsewhere.NONE), () -> Set.of("late"), late.service(), late.journal())) {
                with.start();
                assertEquals(
                        "late",
                        Group.json(group.results(2).get(1)).get("product").asText());
                assertEquals(0, without.state().deadLetters() + with.state().deadLetters());
            }
        }
    }

    @Test
    void whatIsDeletedWhileAMemberStaysIsCounted() throws Exception {
        int sent = 300;
        Group group = Group.create(kafka, "deleted", 1);
        AtomicBoolean coming = new AtomicBoolean(true);
        // What has a recipe by its own account and none in truth makes the member wait, and stay.
        ProductsHere here = new ProductsHere() {
            @Override
            public Set<String> judged() {
                return Set.of("tiny", "late");
            }

            @Override
            public boolean isComing(String product) {
                return coming.get();
            }
        };
        byte[] image = new byte[Group.LARGEST_IMAGE];
        try (GroupWorker worker =
                new GroupWorker(group.plan("only", ImagesElsewhere.NONE), here, own.service(), own.journal())) {
            worker.start();
            waitFor(() -> worker.state().partitions().size() == 1);
            group.send(Stream.generate(() -> group.message("k", image, "product", "late"))
                    .limit(sent)
                    .toList());
            // It has taken what it holds in memory, and waits for a recipe; the broker has all the others.
            waitFor(() -> worker.state().lag() == sent);
            kafka.delete(group.images(), 0, sent - 10);
            coming.set(false);
            waitFor(() -> worker.state().deadLetters() + worker.state().lost() == sent
                    && worker.state().lag() == 0);
            GroupState state = worker.state();
            assertTrue(state.lost() > 0 && state.deadLetters() >= 10, state::toString);
        }
    }

    @Test
    void saysWhichTopicIsMissingAndGoesOnWhenItIsThere() throws Exception {
        Group group = new Group(kafka, "late", 1);
        kafka.topic(group.images(), 1);
        kafka.topic(group.results(), 1);
        try (GroupWorker worker = worker(group, "only")) {
            waitFor(() -> worker.state()
                    .problem()
                    .filter(text -> text.contains("late.dead-letters"))
                    .isPresent());
            kafka.topic(group.deadLetters(), 1);
            group.send(parts(group, 3));
            group.results(3);
            assertTrue(worker.state().interruptions() > 0);
        }
    }

    @Test
    void goesOnAfterTheBrokerWasAwayAndAnswersNothingTwice() throws Exception {
        Group group = Group.create(kafka, "away", 2);
        Set<String> sent = new HashSet<>(group.send(parts(group, 200)));
        try (GroupWorker worker = worker(group, "only")) {
            waitFor(() -> worker.state().results() > 20);
            kafka.stop();
            kafka.start();
            sent.addAll(group.send(parts(group, 20)));
            List<String> sources = new ArrayList<>();
            group.results(220).forEach(result -> sources.add(Group.header(result, "source")));
            assertEquals(sent, new HashSet<>(sources));
            assertTrue(worker.state().joined());
        }
    }
}
