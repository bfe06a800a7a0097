package dev.destseg.registry.sync;

import dev.destseg.recipe.RecipeStore;
import dev.destseg.recipe.Sha256;
import dev.destseg.registry.RealRegistry;
import dev.destseg.registry.RegistryRefusedException;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.oci.Repository;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Many boxes follow a channel while their registry is killed, started again, slow, and sends garbage, and while somebody
 * without the key publishes too. In the end it is well again, and every box must come to the last recipe.
 */
final class BadRegistry {
    private static final Duration LAST = Duration.ofSeconds(120);
    private static final int POLL_MILLIS = 300;

    private final Path folder;
    private final int boxes;
    private final Random random;
    private final Set<Sha256> genuine = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> failures = new ConcurrentSkipListMap<>();
    private final List<String> wrong = new ArrayList<>();
    private final AtomicInteger steps = new AtomicInteger();
    private final AtomicInteger activations = new AtomicInteger();
    private volatile boolean ended;

    /**
     * What came of it.
     *
     * @param right boxes that judge by the last recipe in the end
     * @param steps synchronisations that were begun
     * @param activations recipes that took over
     * @param restarts how often the registry was killed
     * @param published recipes that the plant published
     * @param forged recipes and channels that somebody without its key published
     * @param answers connections, by what became of them
     * @param failures of synchronisations, by their kind
     * @param partial files that were left of unfinished pulls
     * @param wrong activations of anything unverified, damaged recipes, and whatever else must not be
     */
    record Counts(
            int boxes,
            long right,
            int steps,
            int activations,
            int restarts,
            int published,
            int forged,
            Map<String, Integer> answers,
            Map<String, AtomicInteger> failures,
            long partial,
            List<String> wrong) {}

    BadRegistry(Path folder, int boxes, long seed) {
        this.folder = folder;
        this.boxes = boxes;
        this.random = new Random(seed);
    }

    Counts run(Duration time) throws Exception {
        try (RealRegistry registry = RealRegistry.startPlain(folder.resolve("registry"));
                UnreliableProxy proxy = new UnreliableProxy(registry::port, random.nextLong())) {
            Plant plant = new Plant(registry, folder.resolve("plant"));
            plant.policy();
            Sha256 last = plant.publish("1.0", 0.5);
            genuine.add(last);
            plant.set(last, "1.0", 100, true);
            List<FollowingBox> all = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            Repository badly =
                    new Repository(proxy.host(), plant.tag().repository().name());
            for (int i = 0; i < boxes; i++) {
                FollowingBox box = new FollowingBox(plant, folder.resolve("box-" + i), "box-" + i)
                        .through(new Reference(badly, plant.tag().target()), this::activated);
                all.add(box);
                threads.add(started(box));
            }
            int restarts = 0;
            int published = 1;
            int forged = 0;
            long end = System.nanoTime() + time.toNanos();
            while (System.nanoTime() < end) {
                Thread.sleep(random.nextInt(500, 3000));
                switch (random.nextInt(4)) {
                    case 0 -> {
                        registry.kill();
                        Thread.sleep(random.nextInt(200, 2000));
                        registry.start();
                        restarts++;
                    }
                    case 1 -> {
                        Sha256 fake = plant.publishSignedBy("stranger", "1.0", 0.9 + ++forged / 1e5);
                        plant.put(plant.forged(fake, "1.0"));
                        Thread.sleep(500);
                        plant.set(last, "1.0", 100, true);
                    }
                    default -> {
                        last = plant.publish("1.0", 0.1 + published++ / 1e4);
                        genuine.add(last);
                        plant.set(last, "1.0", 100, true);
                    }
                }
            }
            plant.set(last, "1.0", 100, true);
            proxy.mend();
            awaitAll(all, last);
            ended = true;
            for (Thread thread : threads) {
                thread.join();
            }
            Sha256 wanted = last;
            return new Counts(
                    boxes,
                    all.stream()
                            .filter(box -> box.judging().filter(wanted::equals).isPresent())
                            .count(),
                    steps.get(),
                    activations.get(),
                    restarts,
                    published,
                    forged,
                    proxy.counts(),
                    failures,
                    leftovers(),
                    wrong);
        }
    }

    private void activated(Sha256 recipe) {
        activations.incrementAndGet();
        if (!genuine.contains(recipe)) {
            synchronized (wrong) {
                wrong.add("activated " + recipe);
            }
        }
    }

    private Thread started(FollowingBox box) {
        Thread thread = new Thread(() -> follow(box), "box");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void follow(FollowingBox box) {
        while (!ended) {
            steps.incrementAndGet();
            try {
                box.follower().step();
            } catch (InputException | UncheckedIOException e) {
                failures.computeIfAbsent(kind(e), kind -> new AtomicInteger()).incrementAndGet();
            } catch (RuntimeException e) {
                synchronized (wrong) {
                    wrong.add(String.valueOf(e));
                }
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static String kind(RuntimeException failure) {
        return failure instanceof RegistryRefusedException refusal
                ? refusal.why().name().toLowerCase(Locale.ROOT)
                : failure.getClass().getSimpleName();
    }

    private static void awaitAll(List<FollowingBox> all, Sha256 last) throws InterruptedException {
        long end = System.nanoTime() + LAST.toNanos();
        while (System.nanoTime() < end
                && !all.stream()
                        .allMatch(box -> box.judging().filter(last::equals).isPresent())) {
            Thread.sleep(100);
        }
    }

    /** Looks through the stores byte by byte, and counts what unfinished pulls left. */
    private long leftovers() throws IOException {
        long left = 0;
        for (int i = 0; i < boxes; i++) {
            Path box = folder.resolve("box-" + i);
            RecipeStore store = RecipeStore.open(box.resolve("recipes"));
            store.list().damaged().forEach((digest, problem) -> wrong.add(digest + ": " + problem));
            store.list().recipes().forEach(recipe -> store.get(recipe.digest()));
            try (Stream<Path> files = Files.walk(box)) {
                left += files.filter(file -> file.getFileName().toString().endsWith(".partial"))
                        .count();
            }
        }
        return left;
    }
}
