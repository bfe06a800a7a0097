package dev.destseg.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.Http;
import dev.destseg.image.ImageReader;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inspection.Benchmark;
import dev.destseg.inspection.Inspector;
import dev.destseg.inspection.Stage;
import dev.destseg.process.Serving;
import dev.destseg.recipe.RecipeReader;
import dev.destseg.recipe.StoredRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Run by {@code scripts/bench serving}: arguments are a recipe, a folder of its good images, the seconds of each load, the
 * threads of the judgement in process, a folder to work in, and which part to measure. The appliance is the packaged one, as a process of its own;
 * its clients are in this process, on the same cores.
 */
final class ServingBenchmark {
    private enum Part {
        ALL,
        START,
        OVERHEAD,
        LOAD,
        TRAINING;

        boolean includes(Part part) {
            return this == ALL || this == part;
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int STARTS = 5;
    private static final int TURNS = 15;
    private static final int TURN = 21;
    /** An appliance that has judged for a minute: what Java compiles later is little. Shorter where loads are. */
    private static final Duration WARM_UP = Duration.ofSeconds(60);

    private static final List<Integer> CLIENTS = List.of(4, 32);
    private static final Duration IN_PROCESS = Duration.ofSeconds(10);
    private static final Duration LOAD_TURN = Duration.ofSeconds(30);
    private static final Duration LINE = Duration.ofSeconds(60);
    private static final Duration LINE_PERIOD = Duration.ofMillis(250);
    private static final String PRODUCT = "bench";

    private final Path recipe;
    private final Path images;
    private final List<byte[]> files;
    private final Duration duration;
    private final int threads;
    private final Path work;
    private final Part part;

    private ServingBenchmark(List<String> arguments) throws IOException {
        this.recipe = Path.of(arguments.get(0));
        this.images = Path.of(arguments.get(1));
        this.duration = Duration.ofSeconds(Long.parseLong(arguments.get(2)));
        this.threads = Integer.parseInt(arguments.get(3));
        this.work = Path.of(arguments.get(4));
        this.part = Part.valueOf(arguments.get(5).toUpperCase(Locale.ROOT));
        try (Stream<Path> found = Files.list(images)) {
            this.files = found.sorted().limit(100).map(ServingBenchmark::bytes).toList();
        }
    }

    public static void main(String[] arguments) throws Exception {
        new ServingBenchmark(Arrays.asList(arguments)).run();
    }

    private void run() throws Exception {
        StoredRecipe stored = RecipeReader.read(recipe);
        System.out.printf("serving %s%n", stored.recipe().description().profile());
        if (part.includes(Part.START)) {
            starts();
        }
        if (part == Part.START) {
            return;
        }
        try (Inspector inspector = Inspector.open(stored, new OnnxRuntime(), threads);
                Serving serving = serve("loads")) {
            HttpLoad.of(serving.http(), PRODUCT, files, 2, Duration.ZERO, shorter(WARM_UP));
            if (part.includes(Part.OVERHEAD)) {
                overhead(inspector, serving.http());
            }
            if (part.includes(Part.LOAD)) {
                for (int clients : CLIENTS) {
                    load(inspector, serving, clients);
                }
            }
            if (part.includes(Part.TRAINING)) {
                besideTraining(serving.http());
            }
        }
    }

    private Duration shorter(Duration usual) {
        return usual.compareTo(duration) < 0 ? usual : duration;
    }

    private Serving serve(String name) throws IOException {
        return Serving.start(
                Files.createDirectories(work.resolve(name)), "--recipe", PRODUCT + "=" + recipe.toAbsolutePath());
    }

    /** From the start of the process until it says that it can judge; the first start takes the recipe in. */
    private void starts() throws Exception {
        Latencies starts = new Latencies();
        for (int i = 0; i <= STARTS; i++) {
            long start = System.nanoTime();
            try (Serving serving = serve("starts")) {
                while (serving.http().get("/q/health/ready").status() != 200) {
                    Thread.sleep(5);
                }
                if (i > 0) {
                    starts.addSince(start);
                }
            }
        }
        System.out.println("start to ready            " + starts);
    }

    /**
     * The same images by the networks alone, in process with all that the appliance does of them, which is to check them and
     * to write them down, and over HTTP. They take turns of some images each, so that each finds its own code in the caches
     * of the processor as it does alone on a box. What is not of the stages that both time, from the queue to the verdict,
     * is the journal, and HTTP.
     */
    private void overhead(Inspector inspector, Http http) throws Exception {
        Judged alone = new Judged();
        Judged inProcess = new Judged();
        Judged overHttp = new Judged();
        ImageReader reader = new ImageReader();
        try (OwnAppliance own = OwnAppliance.of(RecipeReader.read(recipe), PRODUCT, work.resolve("own"));
                LineClient client = new LineClient(http.base())) {
            for (int turn = -TURNS; turn < TURNS; turn++) {
                boolean counted = turn >= 0;
                take(alone, counted, file -> {
                    inspector.inspect(reader.read(file, "an image"));
                    return Map::of;
                });
                take(inProcess, counted, own::judge);
                take(overHttp, counted, file -> judge(client, file));
            }
        }
        System.out.println("networks alone            " + alone.all());
        System.out.println("in process                " + inProcess.all());
        System.out.println("over HTTP                 " + overHttp.all());
        System.out.println("in process, not judging   " + inProcess.beside());
        System.out.println("over HTTP, not judging    " + overHttp.beside());
        for (Stage stage : Stage.values()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-25s in process %7.2f ms, over HTTP %7.2f ms%n",
                    stage.name().toLowerCase(Locale.ROOT),
                    inProcess.stages().get(stage).percentile(0.5),
                    overHttp.stages().get(stage).percentile(0.5));
        }
        System.out.printf(
                Locale.ROOT,
                "HTTP adds                 median %7.1f ms, beside judging %.1f ms%n",
                overHttp.all().percentile(0.5) - inProcess.all().percentile(0.5),
                overHttp.beside().percentile(0.5) - inProcess.beside().percentile(0.5));
    }

    /**
     * @param all from the image to the verdict
     * @param beside what of it was not of the stages
     */
    private record Judged(Latencies all, Latencies beside, Map<Stage, Latencies> stages) {
        Judged() {
            this(new Latencies(), new Latencies(), new EnumMap<>(Stage.class));
            for (Stage stage : Stage.values()) {
                stages.put(stage, new Latencies());
            }
        }

        void add(long nanoseconds, Map<Stage, Duration> timings) {
            long judging = 0;
            for (Map.Entry<Stage, Duration> timing : timings.entrySet()) {
                stages.get(timing.getKey()).add(timing.getValue().toNanos() / 1e6);
                judging += timing.getValue().toNanos();
            }
            all.add(nanoseconds / 1e6);
            beside.add((nanoseconds - judging) / 1e6);
        }
    }

    /** @param judging has ended with the answer; what it gives tells from the answer how long the stages took */
    private void take(Judged judged, boolean counted, Function<byte[], Supplier<Map<Stage, Duration>>> judging)
            throws InterruptedException {
        // Threads of the networks that ran before go to sleep first: until then they would take a core.
        Thread.sleep(100);
        for (int i = 0; i < TURN; i++) {
            long start = System.nanoTime();
            Supplier<Map<Stage, Duration>> stages = judging.apply(files.get(i % files.size()));
            long duration = System.nanoTime() - start;
            if (counted && i > 0) {
                judged.add(duration, stages.get());
            }
        }
    }

    private static Supplier<Map<Stage, Duration>> judge(LineClient client, byte[] file) {
        try {
            LineClient.Answer answer = client.post("/api/v1/inspections?product=" + PRODUCT, file);
            return () -> stages(answer);
        } catch (IOException e) {
            throw new IllegalStateException("The appliance does not answer", e);
        }
    }

    private static Map<Stage, Duration> stages(LineClient.Answer answer) {
        if (!answer.isJudged()) {
            throw new IllegalStateException("Not judged: " + answer);
        }
        try {
            Map<Stage, Duration> stages = new EnumMap<>(Stage.class);
            for (Map.Entry<String, JsonNode> timing :
                    JSON.readTree(answer.body()).get("timings_ms").properties()) {
                stages.put(
                        Stage.valueOf(timing.getKey().toUpperCase(Locale.ROOT)),
                        Duration.ofNanos(Math.round(timing.getValue().asDouble() * 1e6)));
            }
            return stages;
        } catch (IOException e) {
            throw new IllegalStateException("Not JSON: " + answer, e);
        }
    }

    /** In turns with the judgement in process, since the machine changes its speed within minutes. */
    private void load(Inspector inspector, Serving serving, int clients) throws InterruptedException {
        HttpLoad load = new HttpLoad(serving.http(), PRODUCT, files, clients);
        Duration turn = shorter(LOAD_TURN);
        long turns = duration.dividedBy(turn);
        double inProcess = inProcess(inspector) / 2;
        double most;
        double slope;
        try (MemoryTrace memory = new MemoryTrace(serving.pid())) {
            for (int i = 0; i < turns; i++) {
                load.send(Duration.ZERO, turn);
                inProcess += inProcess(inspector) / (i < turns - 1 ? 1 : 2);
            }
            most = memory.most();
            slope = memory.slope();
        }
        double rate = load.rate();
        double own = inProcess / turns;
        System.out.printf("%-2d clients, %-4d s        %s%n", clients, turns * turn.toSeconds(), load.latencies());
        System.out.printf(
                Locale.ROOT,
                "                          %.2f images a second, in process %.2f: %.3f; not judged %s%n",
                rate,
                own,
                rate / own,
                load.others());
        System.out.printf(
                Locale.ROOT, "                          resident at most %.0f MB, slope %+.2f MB/min%n", most, slope);
    }

    /** Images a second. */
    private double inProcess(Inspector inspector) {
        return new Benchmark(inspector, files, 1)
                .run(Duration.ofSeconds(2), IN_PROCESS, elapsed -> {})
                .throughput();
    }

    /** A line of four parts a second, without and with a training of the same box. */
    private void besideTraining(Http http) throws Exception {
        Duration minute = shorter(LINE);
        HttpLoad alone = HttpLoad.of(http, PRODUCT, files, 1, LINE_PERIOD, minute);
        System.out.println("4 parts a second          " + alone.latencies() + " " + alone.others());
        expect(201, http.postJson("/api/v1/datasets", "{\"name\": \"bench\"}"));
        for (byte[] file : files) {
            expect(201, http.post("/api/v1/datasets/bench/images", file, "Content-Type", "application/octet-stream"));
        }
        Http.Answer training = expect(
                201,
                http.postJson(
                        "/api/v1/trainings",
                        "{\"dataset\": \"bench\", \"profile\": \"edge\", \"budget\": {\"seconds\": 600}}"));
        String id = training.json().get("id").asText();
        awaitSteps(http, id);
        HttpLoad beside = HttpLoad.of(http, PRODUCT, files, 1, LINE_PERIOD, minute);
        System.out.println("the same beside training  " + beside.latencies() + " " + beside.others());
        http.send("POST", "/api/v1/trainings/" + id + "/cancel");
    }

    /** Until it learns: what comes before is reading images, which takes little. */
    private static void awaitSteps(Http http, String id) throws Exception {
        JsonNode training;
        do {
            Thread.sleep(1000);
            training = http.get("/api/v1/trainings/" + id).json();
        } while (!training.path("progress").path("loss").isNumber());
    }

    private static Http.Answer expect(int status, Http.Answer answer) {
        if (answer.status() != status) {
            throw new IllegalStateException(answer.status() + " instead of " + status + ": " + answer.text());
        }
        return answer;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }
}
