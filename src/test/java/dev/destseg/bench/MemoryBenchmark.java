package dev.destseg.bench;

import dev.destseg.process.Serving;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * Run by {@code scripts/bench memory}: arguments are a recipe, a folder of its good images, the seconds of each load, and a
 * folder to work in. What the resident memory of a serving box is for, after the start and under load, and what an image takes
 * of the Java heap, by where it is taken.
 */
final class MemoryBenchmark {
    private static final String PRODUCT = "bench";
    private static final String OURS = "dev.destseg.";
    private static final int ROWS = 20;

    private final Path recipe;
    private final List<byte[]> files = new ArrayList<>();
    private final Duration duration;
    private final Path work;

    private MemoryBenchmark(String[] arguments) throws IOException {
        recipe = Path.of(arguments[0]);
        duration = Duration.ofSeconds(Long.parseLong(arguments[2]));
        work = Path.of(arguments[3]);
        try (Stream<Path> found = Files.list(Path.of(arguments[1]))) {
            for (Path file : found.sorted().limit(100).toList()) {
                files.add(Files.readAllBytes(file));
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        new MemoryBenchmark(arguments).run();
    }

    private void run() throws Exception {
        try (Serving serving = serve("resident", "")) {
            MemoryTrace trace = new MemoryTrace(serving.pid());
            load(serving, 4);
            double few = trace.most();
            load(serving, 32);
            System.out.printf(Locale.ROOT, "resident at most, 4 and 32 clients: %.0f and %.0f MB%n", few, trace.most());
            trace.close();
        }
        Map<String, MemoryAccount> accounts = new LinkedHashMap<>();
        try (Serving serving = serve("tracked", " -XX:NativeMemoryTracking=detail")) {
            accounts.put("ready", MemoryAccount.of(serving.pid()));
            load(serving, 4);
            accounts.put("4 clients", MemoryAccount.of(serving.pid()));
            load(serving, 32);
            accounts.put("32 clients", MemoryAccount.of(serving.pid()));
            print(accounts);
            allocations(serving);
        }
    }

    private Serving serve(String name, String option) throws IOException {
        Path folder = Files.createDirectories(work.resolve(name));
        return Serving.startWith(option, folder, "--recipe", PRODUCT + "=" + recipe.toAbsolutePath());
    }

    private int load(Serving serving, int clients) throws InterruptedException {
        return HttpLoad.of(serving.http(), PRODUCT, files, clients, Duration.ZERO, duration)
                .latencies()
                .count();
    }

    private static void print(Map<String, MemoryAccount> accounts) {
        Set<String> purposes = new LinkedHashSet<>();
        MemoryAccount last = List.copyOf(accounts.values()).get(accounts.size() - 1);
        last.megabytes().entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> purposes.add(entry.getKey()));
        System.out.printf("%-34s %s%n", "resident, MB", String.join("   ", accounts.keySet()));
        for (String purpose : purposes) {
            System.out.printf("%-34s", purpose);
            accounts.forEach((when, account) ->
                    System.out.printf(Locale.ROOT, " %9.1f", account.megabytes().getOrDefault(purpose, 0.0)));
            System.out.println();
        }
        System.out.printf("%-34s", "all");
        accounts.values().forEach(account -> System.out.printf(Locale.ROOT, " %9.1f", account.total()));
        System.out.println();
    }

    /** Flight Recorder's samples of allocations, each weighed by the bytes that it stands for. */
    private void allocations(Serving serving) throws Exception {
        Path recording = work.resolve("allocations.jfr").toAbsolutePath();
        Jcmd.ask(serving.pid(), "JFR.start", "name=memory", "settings=profile");
        int images = load(serving, 4);
        Jcmd.ask(serving.pid(), "JFR.dump", "name=memory", "filename=" + recording);
        Map<String, Double> byPlace = new TreeMap<>();
        Map<String, Double> byThread = new TreeMap<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
            if (event.getEventType().getName().equals("jdk.ObjectAllocationSample")) {
                double bytes = event.getLong("weight");
                byPlace.merge(place(event), bytes, Double::sum);
                byThread.merge(thread(event), bytes, Double::sum);
            }
        }
        double all = byThread.values().stream().mapToDouble(Double::doubleValue).sum();
        System.out.printf(Locale.ROOT, "Java heap for an image: %.0f bytes (%d images)%n", all / images, images);
        print(byThread, images);
        System.out.println("by where it is taken:");
        print(byPlace, images);
    }

    private static String thread(RecordedEvent event) {
        RecordedThread thread = event.getThread("eventThread");
        String name = thread == null ? "none" : String.valueOf(thread.getJavaName());
        return name.replaceAll("-?\\d+$", "");
    }

    /** The first frame of ours, and what is allocated there; of a framework its innermost frame. */
    private static String place(RecordedEvent event) {
        String type = event.getClass("objectClass").getName();
        if (event.getStackTrace() == null) {
            return type;
        }
        List<RecordedFrame> frames = event.getStackTrace().getFrames();
        RecordedFrame frame = frames.stream()
                .filter(each -> each.getMethod().getType().getName().startsWith(OURS))
                .findFirst()
                .orElse(frames.get(0));
        String owner = frame.getMethod().getType().getName();
        return owner.substring(owner.lastIndexOf('.') + 1) + "."
                + frame.getMethod().getName() + " " + type;
    }

    private static void print(Map<String, Double> bytes, int images) {
        bytes.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(ROWS)
                .forEach(entry ->
                        System.out.printf(Locale.ROOT, "%10.0f  %s%n", entry.getValue() / images, entry.getKey()));
    }
}
