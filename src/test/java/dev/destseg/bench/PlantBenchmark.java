package dev.destseg.bench;

import dev.destseg.inspection.InspectionRefusedException;
import dev.destseg.inspection.InspectionRequest;
import dev.destseg.line.kafka.Group;
import dev.destseg.line.kafka.RealKafka;
import dev.destseg.process.Serving;
import dev.destseg.recipe.RecipeReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Run by {@code scripts/bench plant}: arguments are a recipe, a folder of its good images, the seconds of each load, the seconds
 * of killing, and a folder to work in. A broker and the packaged appliances, which judge as one group, are processes of their
 * own; what sends images and hears results is this one, all on the same cores, but for an appliance that first has one to itself.
 */
final class PlantBenchmark {
    private static final List<Integer> WORKERS = List.of(1, 2, 4);
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final int PARTITIONS = 8;
    private static final int UNDER_WAY = 6;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration KILL_EVERY = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final double HALF = 0.5;
    private static final String THREADS = "destseg.inspection.threads";
    static final String PRODUCT = "bench";

    private final Path recipe;
    private final List<byte[]> files;
    private final Duration duration;
    private final Duration killing;
    private final Path work;

    private PlantBenchmark(List<String> arguments) throws IOException {
        this.recipe = Path.of(arguments.get(0)).toAbsolutePath();
        try (Stream<Path> found = Files.list(Path.of(arguments.get(1)))) {
            this.files = found.sorted().limit(100).map(PlantBenchmark::bytes).toList();
        }
        this.duration = Duration.ofSeconds(Long.parseLong(arguments.get(2)));
        this.killing = Duration.ofSeconds(Long.parseLong(arguments.get(3)));
        this.work = Path.of(arguments.get(4));
    }

    public static void main(String[] arguments) throws Exception {
        boolean whole = new PlantBenchmark(Arrays.asList(arguments)).run();
        System.exit(whole ? 0 : 1); // The broker's client leaves threads that are no daemons where it was interrupted.
    }

    private boolean run() throws Exception {
        try (RealKafka kafka = RealKafka.start(work.resolve("kafka"), "message.max.bytes=2000000")) {
            if (!duration.isZero()) {
                apart(kafka);
                for (int workers : WORKERS) {
                    measure(kafka, workers);
                }
            }
            return killing.isZero() || kill(kafka);
        }
    }

    /** One appliance that judges by one thread on a core that nobody else uses, and the same in process on that core. */
    private void apart(RealKafka kafka) throws Exception {
        if (CORES < 2) {
            System.out.println("There is one core only: none for an appliance alone");
            return;
        }
        ProcessHandle here = ProcessHandle.current();
        // The first core has the interrupts of many machines.
        String own = Integer.toString(CORES - 1);
        String others = "0-" + (CORES - 2);
        Group group = Group.create(kafka, "plant-apart", PARTITIONS);
        System.setProperty(THREADS, "1");
        CoresOf.give(here, own);
        InProcess before = inProcess("before-apart");
        CoresOf.give(here, others);
        CoresOf.give(kafka.handle(), others);
        List<Serving> serving = serve(group, 1, 1);
        try (PlantTraffic traffic = new PlantTraffic(group, files)) {
            CoresOf.give(serving.get(0).handle(), own);
            traffic.keepAhead(warmUp(duration));
            double rate = traffic.keepAhead(duration);
            traffic.drain(PATIENCE);
            serving.get(0).close();
            CoresOf.give(here, own);
            double alone = (before.rate() + inProcess("after-apart").rate()) / 2;
            System.out.printf(
                    Locale.ROOT,
                    "1 worker on a core of its own, %d s  %.2f images a second, in process there %.2f: %.3f%n",
                    duration.toSeconds(),
                    rate,
                    alone,
                    rate / alone);
        } finally {
            serving.get(0).close();
            System.clearProperty(THREADS);
            CoresOf.give(here, "0-" + (CORES - 1));
            CoresOf.give(kafka.handle(), "0-" + (CORES - 1));
        }
    }

    private void measure(RealKafka kafka, int workers) throws Exception {
        Group group = Group.create(kafka, "plant-" + workers, PARTITIONS);
        InProcess before = inProcess("before-" + workers);
        List<Serving> serving = serve(group, workers, Math.max(1, CORES / workers));
        try (PlantTraffic traffic = new PlantTraffic(group, files)) {
            traffic.keepAhead(warmUp(duration));
            ProcessorTime members =
                    new ProcessorTime(serving.stream().map(Serving::handle).toList());
            ProcessorTime broker = new ProcessorTime(List.of(kafka.handle()));
            ProcessorTime here = new ProcessorTime(List.of(ProcessHandle.current()));
            long answered = traffic.answered();
            double rate = traffic.keepAhead(duration);
            answered = traffic.answered() - answered;
            double ofMembers = members.per(answered);
            double ofBroker = broker.per(answered);
            double ofTraffic = here.per(answered);
            traffic.drain(PATIENCE);
            Latencies latencies = traffic.atRate(rate * HALF, duration);
            traffic.drain(PATIENCE);
            for (Serving each : serving) {
                each.close();
            }
            InProcess after = inProcess("after-" + workers);
            double own = (before.rate() + after.rate()) / 2;
            double ofOwn = (before.processor() + after.processor()) / 2;
            System.out.printf(
                    Locale.ROOT,
                    "%d workers, %d s          %.2f images a second, in process %.2f: %.3f%n",
                    workers,
                    duration.toSeconds(),
                    rate,
                    own,
                    rate / own);
            System.out.printf(
                    Locale.ROOT,
                    "of the processor          %.1f ms an image, in process %.1f: %.3f; the broker %.1f, sender and receiver"
                            + " %.1f%n",
                    ofMembers,
                    ofOwn,
                    ofMembers / ofOwn,
                    ofBroker,
                    ofTraffic);
            System.out.printf(Locale.ROOT, "at half of that           from sending to the result %s%n", latencies);
            System.out.println("                          " + traffic.counts());
        } finally {
            for (Serving each : serving) {
                each.close();
            }
        }
    }

    /**
     * What this process judged.
     *
     * @param rate images a second
     * @param processor milliseconds of the processor an image
     */
    private record InProcess(double rate, double processor) {}

    /** With queue, checks, networks and journal, and as many under way as a member has. */
    private InProcess inProcess(String name) throws Exception {
        try (OwnAppliance own = OwnAppliance.of(RecipeReader.read(recipe), PRODUCT, work.resolve(name))) {
            judge(own, warmUp(duration).dividedBy(4));
            ProcessorTime here = new ProcessorTime(List.of(ProcessHandle.current()));
            int judged = judge(own, duration.dividedBy(2));
            return new InProcess(judged / (duration.toMillis() / 2e3), here.per(judged));
        }
    }

    private int judge(OwnAppliance own, Duration time) throws InterruptedException {
        Deque<CompletableFuture<?>> underWay = new ArrayDeque<>();
        long end = System.nanoTime() + time.toNanos();
        int judged = 0;
        for (int i = 0; System.nanoTime() < end; i++) {
            underWay.add(submit(own, files.get(i % files.size())));
            if (underWay.size() >= UNDER_WAY) {
                underWay.remove().join();
                judged++;
            }
        }
        underWay.forEach(CompletableFuture::join);
        return judged;
    }

    private static CompletableFuture<?> submit(OwnAppliance own, byte[] image) throws InterruptedException {
        while (true) {
            try {
                return own.service()
                        .submit(new InspectionRequest(
                                image, Optional.of(PRODUCT), Optional.empty(), Optional.empty(), Optional.empty()));
            } catch (InspectionRefusedException full) {
                Thread.sleep(1);
            }
        }
    }

    private static Duration warmUp(Duration load) {
        return load.compareTo(WARM_UP) < 0 ? load : WARM_UP;
    }

    /** @param threads of each */
    private List<Serving> serve(Group group, int workers, int threads) throws IOException {
        List<CompletableFuture<Serving>> starting = IntStream.range(0, workers)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> worker(group, threads, i)))
                .toList();
        return new ArrayList<>(starting.stream().map(CompletableFuture::join).toList());
    }

    private Serving worker(Group group, int threads, int number) {
        try {
            Path folder = Files.createDirectories(work.resolve(group.name() + "-worker-" + number));
            Path config = folder.resolve("box.yaml");
            Files.writeString(
                    config,
                    """
                    destseg:
                      kafka: {url: "%s", group: %s, member: worker-%d, images: %s, results: %s, dead-letters: %s,
                              products: %s}
                      inspection: {threads: %d}
                    """
                            .formatted(
                                    group.kafka().url(),
                                    group.name(),
                                    number,
                                    group.images(),
                                    group.results(),
                                    group.deadLetters(),
                                    PRODUCT,
                                    threads));
            return Serving.start(folder, "--recipe", PRODUCT + "=" + recipe, "--config", config.toString());
        } catch (IOException e) {
            throw new IllegalStateException("A worker does not start", e);
        }
    }

    /** @return whether nothing was lost and nothing was answered twice */
    private boolean kill(RealKafka kafka) throws Exception {
        Group group = Group.create(kafka, "killed", PARTITIONS);
        int threads = Math.max(1, CORES / 2);
        List<Serving> serving = serve(group, 2, threads);
        int kills = 0;
        try (PlantTraffic traffic = new PlantTraffic(group, files)) {
            double rate = traffic.keepAhead(warmUp(killing));
            traffic.drain(PATIENCE);
            CompletableFuture<Latencies> load =
                    CompletableFuture.supplyAsync(() -> traffic.atRate(rate * HALF, killing));
            long start = System.nanoTime();
            for (int turn = 1; !load.isDone(); turn++) {
                long due = start + turn * KILL_EVERY.toNanos();
                Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
                if (!load.isDone()) {
                    serving.get(kills % 2).kill();
                    serving.set(kills % 2, worker(group, threads, kills % 2));
                    kills++;
                }
            }
            Latencies latencies = load.join();
            traffic.drain(PATIENCE);
            traffic.listenFor(Duration.ofSeconds(20)); // What was answered twice would come last.
            System.out.printf(
                    Locale.ROOT,
                    "2 workers, one killed every %d s for %d s: %d kills; %s%n",
                    KILL_EVERY.toSeconds(),
                    killing.toSeconds(),
                    kills,
                    traffic.counts());
            System.out.println("                          from sending to the result " + latencies);
            return traffic.isWhole();
        } finally {
            for (Serving each : serving) {
                each.close();
            }
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }
}
