package dev.destseg.bench;

import dev.destseg.bench.InProcess.Load;
import dev.destseg.line.kafka.Group;
import dev.destseg.line.kafka.RealKafka;
import dev.destseg.process.Serving;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Run by {@code scripts/bench plant}: arguments are a recipe, a folder of its good images, the seconds of each load, the seconds
 * of killing, and a folder to work in. A broker and the packaged appliances, which judge as one group, are processes of their
 * own, and so is what judges in process for comparison: as many, by as many threads, on the same cores, with the same options of
 * Java. While the rate is measured images lie in the topic and nobody listens to results, since in a plant cameras and receivers
 * are elsewhere; while the latency is measured this process sends and hears.
 */
final class PlantBenchmark {
    private static final List<Integer> WORKERS = List.of(1, 2, 4);
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final int PARTITIONS = 8;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration KILL_EVERY = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final double HALF = 0.5;
    private static final int TURNS = 12;
    /** Before a figure counts. */
    static final Duration SETTLING = Duration.ofSeconds(2);

    static final String PRODUCT = "bench";

    private final Path recipe;
    private final Path images;
    private final List<byte[]> files;
    private final Duration duration;
    private final Duration killing;
    private final Path work;

    private PlantBenchmark(List<String> arguments) throws IOException {
        this.recipe = Path.of(arguments.get(0)).toAbsolutePath();
        this.images = Path.of(arguments.get(1));
        this.files = InProcessJudging.files(images);
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
                    measure(kafka, new Members(workers, Math.max(1, CORES / workers), "0-" + (CORES - 1)));
                }
            }
            return killing.isZero() || kill(kafka);
        }
    }

    /**
     * Appliances of one machine.
     *
     * @param threads of each
     * @param cores that all of them have, such as 0-1
     */
    private record Members(int count, int threads, String cores) {
        @Override
        public String toString() {
            return count + " of " + threads + (threads == 1 ? " thread" : " threads") + " on cores " + cores;
        }
    }

    /** One appliance that judges by one thread on a core that nobody else uses. */
    private void apart(RealKafka kafka) throws Exception {
        if (CORES < 2) {
            System.out.println("There is one core only: none for an appliance alone");
            return;
        }
        // The first core has the interrupts of many machines.
        String others = "0-" + (CORES - 2);
        CoresOf.give(kafka.handle(), others);
        CoresOf.give(ProcessHandle.current(), others);
        try {
            measure(kafka, new Members(1, 1, Integer.toString(CORES - 1)));
        } finally {
            CoresOf.give(kafka.handle(), "0-" + (CORES - 1));
            CoresOf.give(ProcessHandle.current(), "0-" + (CORES - 1));
        }
    }

    /** In turn, since a machine that others use as well is not as fast all the time. */
    private void measure(RealKafka kafka, Members members) throws Exception {
        String name = "plant-" + members.count() + "-" + members.threads();
        Group group = Group.create(kafka, name, PARTITIONS);
        List<Serving> serving = serve(group, members);
        try (InProcess own = new InProcess();
                PlantTraffic traffic = new PlantTraffic(group, files)) {
            for (int i = 0; i < members.count(); i++) {
                own.start(recipe, images, members.threads(), members.cores(), work.resolve(name + "-own-" + i));
            }
            double likely = own.judge(warmUp(duration)).rate();
            inGroup(kafka, serving, traffic, likely, warmUp(duration));
            List<Load> alone = new ArrayList<>();
            List<GroupLoad> together = new ArrayList<>();
            Duration turn = Duration.ofSeconds(Math.max(1, duration.toSeconds() / TURNS));
            for (int i = 0; i < TURNS; i++) {
                alone.add(own.judge(turn));
                together.add(inGroup(kafka, serving, traffic, alone.get(i).rate(), turn));
            }
            print(members, alone, together);
            double rate = mean(together, GroupLoad::rate);
            Latencies latencies = traffic.atRate(rate * HALF, duration);
            traffic.drain(PATIENCE);
            System.out.printf(Locale.ROOT, "  at half of that   from sending to the result %s%n", latencies);
            System.out.println("                    " + traffic.counts());
        } finally {
            close(serving);
        }
    }

    /**
     * What a group has judged.
     *
     * @param rate images a second
     * @param processor milliseconds of the processor an image, of the members
     * @param broker the same of the broker
     */
    private record GroupLoad(double rate, double processor, double broker) {}

    /** Images lie in the topic before, and more of them than can be judged in the time. */
    private static GroupLoad inGroup(
            RealKafka kafka, List<Serving> serving, PlantTraffic traffic, double likely, Duration time)
            throws InterruptedException {
        traffic.pile((int) (likely * time.plus(SETTLING.multipliedBy(2)).toSeconds()));
        Thread.sleep(SETTLING.toMillis());
        ProcessorTime members =
                new ProcessorTime(serving.stream().map(Serving::handle).toList());
        ProcessorTime broker = new ProcessorTime(List.of(kafka.handle()));
        long from = System.currentTimeMillis();
        Thread.sleep(time.toMillis());
        double ofMembers = members.seconds();
        double ofBroker = broker.seconds();
        long to = System.currentTimeMillis();
        traffic.hear();
        traffic.drain(PATIENCE);
        double rate = traffic.rate(from, to);
        double judged = rate * (to - from) / 1e3;
        return new GroupLoad(rate, 1e3 * ofMembers / judged, 1e3 * ofBroker / judged);
    }

    private static void print(Members members, List<Load> alone, List<GroupLoad> together) {
        double rate = mean(together, GroupLoad::rate);
        double own = mean(alone, Load::rate);
        double processor = mean(together, GroupLoad::processor);
        double ofOwn = mean(alone, Load::processor);
        String ratios = IntStream.range(0, TURNS)
                .mapToObj(i -> String.format(
                        Locale.ROOT,
                        "%.3f",
                        together.get(i).rate() / alone.get(i).rate()))
                .collect(Collectors.joining(", "));
        System.out.println(members);
        System.out.printf(
                Locale.ROOT,
                "  in turns          %.2f images a second, in process %.2f: %.3f (%s)%n",
                rate,
                own,
                rate / own,
                ratios);
        System.out.printf(
                Locale.ROOT,
                "  of the processor  %.1f ms an image, in process %.1f: %.3f; the broker %.1f%n",
                processor,
                ofOwn,
                processor / ofOwn,
                mean(together, GroupLoad::broker));
    }

    private static <T> double mean(List<T> loads, ToDoubleFunction<T> figure) {
        return loads.stream().mapToDouble(figure).average().orElseThrow();
    }

    private static Duration warmUp(Duration load) {
        return load.compareTo(WARM_UP) < 0 ? load : WARM_UP;
    }

    private List<Serving> serve(Group group, Members members) throws Exception {
        List<CompletableFuture<Serving>> starting = IntStream.range(0, members.count())
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> worker(group, members.threads(), i)))
                .toList();
        List<Serving> serving =
                new ArrayList<>(starting.stream().map(CompletableFuture::join).toList());
        for (Serving each : serving) {
            CoresOf.give(each.handle(), members.cores());
        }
        return serving;
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

    private static void close(List<Serving> serving) throws IOException {
        for (Serving each : serving) {
            each.close();
        }
    }

    /** @return whether nothing was lost and nothing was answered twice */
    private boolean kill(RealKafka kafka) throws Exception {
        Group group = Group.create(kafka, "killed", PARTITIONS);
        Members members = new Members(2, Math.max(1, CORES / 2), "0-" + (CORES - 1));
        List<Serving> serving = serve(group, members);
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
                    serving.set(kills % 2, worker(group, members.threads(), kills % 2));
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
            System.out.println("                    from sending to the result " + latencies);
            return traffic.isWhole();
        } finally {
            close(serving);
        }
    }
}
