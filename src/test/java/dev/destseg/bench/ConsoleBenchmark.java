package dev.destseg.bench;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import dev.destseg.Pictures;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.inspection.journal.FilledJournal;
import dev.destseg.process.Chromium;
import dev.destseg.process.Serving;
import dev.destseg.process.Visitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Run by {@code scripts/bench console}: arguments are the inspections in the journal, the seconds that the live page is
 * watched at 20 parts a second, and a folder to work in. The appliance is the packaged one.
 */
final class ConsoleBenchmark {
    private static final int PARTS_A_SECOND = 20;
    private static final int ROUNDS = 11;
    private static final int SAMPLES = 6;

    private ConsoleBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int inspections = Integer.parseInt(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        Path work = Path.of(arguments[2]);
        Path journal = Files.createDirectories(work.resolve("data/journal"));
        System.err.println("Writing " + inspections + " inspections.");
        FilledJournal.fill(
                journal,
                inspections,
                IntStream.range(0, 16).mapToObj(i -> Pictures.png(16 * i, 64)).toList());
        TinyRecipe.withThreshold(0.5).writeTo(work.resolve("tiny"));
        try (Chromium chromium = Chromium.start();
                Serving serving =
                        Serving.start(work, "--recipe", work.resolve("tiny").toString())) {
            System.out.printf("console, %,d inspections in the journal%n", inspections);
            firstPage(chromium, serving);
            history(chromium, serving);
            live(chromium, serving, seconds);
        }
    }

    /** A browser that has never been here, from the address to a page that watches. */
    private static void firstPage(Chromium chromium, Serving serving) {
        Latencies times = new Latencies();
        for (int i = 0; i <= ROUNDS; i++) {
            try (Visitor visitor = chromium.visit(serving, 1440, 900)) {
                long start = System.nanoTime();
                visitor.go("live");
                visitor.see("Watching");
                if (i > 0) {
                    times.addSince(start);
                }
            }
        }
        System.out.println("first page usable     " + times);
    }

    private static void history(Chromium chromium, Serving serving) {
        try (Visitor visitor = chromium.visit(serving, 1440, 900)) {
            visitor.go("history");
            visitor.page().locator("tbody tr").first().waitFor();
            List<String> places = List.of(
                    "history?verdict=DEFECT",
                    "history?product=housing",
                    "history?lowest=0.6",
                    "history?text=A-777",
                    "history?text=absent",
                    "history?span=day",
                    "history");
            for (String place : places) {
                Latencies times = new Latencies();
                Latencies requests = new Latencies();
                for (int i = 0; i <= ROUNDS; i++) {
                    show(visitor.page(), "health");
                    Shown shown = show(visitor.page(), place);
                    if (i > 0) {
                        times.add(shown.milliseconds());
                        requests.add(shown.request());
                    }
                }
                System.out.printf(Locale.ROOT, "%-23s %s%n", place, times);
                System.out.printf(Locale.ROOT, "%-23s %s%n", "  of it the request", requests);
            }
        }
    }

    /**
     * How long it took as the page itself counts.
     *
     * @param milliseconds from the change of the address until the list is there; the sums above it follow
     * @param request of it, what the request for the list took; 0 for another page
     */
    private record Shown(double milliseconds, double request) {}

    private static Shown show(Page page, String place) {
        List<?> times = (List<?>) page.evaluate(
                """
                place => new Promise(done => {
                  performance.clearResourceTimings();
                  const start = performance.now();
                  location.hash = '#/' + place;
                  const listed = () => performance.getEntriesByType('resource').find(each => each.name.includes('/inspections?'))?.duration ?? 0;
                  const look = () => {
                    const list = document.querySelector('edge-history');
                    const there = place.startsWith('history') ? list?.page && !list.loading : !list;
                    there ? done([performance.now() - start, listed()]) : requestAnimationFrame(look);
                  };
                  requestAnimationFrame(look);
                })""",
                place);
        return new Shown(((Number) times.get(0)).doubleValue(), ((Number) times.get(1)).doubleValue());
    }

    private static void live(Chromium chromium, Serving serving, int seconds) throws Exception {
        ScheduledExecutorService line = Executors.newScheduledThreadPool(2);
        try (Visitor visitor = chromium.visit(serving, 1440, 900)) {
            visitor.go("live");
            visitor.see("Watching");
            byte[] bright = Pictures.png(255, 64);
            byte[] dark = Pictures.png(0, 64);
            long[] judged = {0};
            line.scheduleAtFixedRate(
                    () -> {
                        try {
                            byte[] image = judged[0]++ % PARTS_A_SECOND == 0 ? bright : dark;
                            serving.http().post("/api/v1/inspections?product=tiny", image, "Content-Type", "image/png");
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    0,
                    1000 / PARTS_A_SECOND,
                    TimeUnit.MILLISECONDS);
            CDPSession session = visitor.page().context().newCDPSession(visitor.page());
            for (int i = 0; i <= SAMPLES; i++) {
                if (i > 0) {
                    visitor.page().waitForTimeout(1000.0 * seconds / SAMPLES);
                }
                System.out.printf("live page, %4d s, %6d parts: %s%n", i * seconds / SAMPLES, judged[0], held(session));
            }
        } finally {
            line.shutdownNow();
        }
    }

    /** What the page holds when all garbage is gone. */
    private static String held(CDPSession session) {
        session.send("HeapProfiler.collectGarbage");
        double heap = session.send("Runtime.getHeapUsage").get("usedSize").getAsDouble();
        JsonObject counts = session.send("Memory.getDOMCounters");
        return String.format(
                Locale.ROOT,
                "heap %.1f MB, %d nodes, %d listeners",
                heap / 1e6,
                counts.get("nodes").getAsInt(),
                counts.get("jsEventListeners").getAsInt());
    }
}
