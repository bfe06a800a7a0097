package dev.destseg.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.cli.ImageSource.Found;
import dev.destseg.dataset.demo.DemoProduct;
import dev.destseg.image.ImageReader;
import dev.destseg.image.ImageWriter;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inspection.Benchmark;
import dev.destseg.inspection.Benchmark.Result;
import dev.destseg.inspection.Durations;
import dev.destseg.inspection.Inspector;
import dev.destseg.inspection.Precision;
import dev.destseg.recipe.RecipeReader;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures how fast images are judged here. */
@Command(
        name = "benchmark",
        description = {
            "Measures how fast this machine judges, from the bytes of image files to verdicts: latency of each stage,"
                    + " throughput, what each image takes of the Java heap, peak resident memory.",
            "",
            "Latency of network and total is that of a batch, of the other stages that of an image. Without images a"
                    + " drawn one of 256 x 256 pixels (PNG) is used."
        },
        footer = {
            "  destseg benchmark flange.recipe photo.jpg",
            "  destseg benchmark flange.recipe photos --threads 1 --batch 8 --seconds 30 --json"
        })
final class BenchmarkCommand implements Callable<Integer> {
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final int MOST_IMAGES = 64;
    private static final int MOST_IN_BATCH = 256;
    private static final int MOST_SECONDS = 3600;

    private final Console console;

    @Parameters(index = "0", paramLabel = "RECIPE", description = "The recipe.")
    Path recipe;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "IMAGE",
            description = "Images and folders of them; the first " + MOST_IMAGES + " are used in turn.")
    List<Path> given = List.of();

    @Mixin
    PrecisionOption precision = new PrecisionOption();

    @Mixin
    DeviceOption device = new DeviceOption();

    @Mixin
    ThreadsOption threads = new ThreadsOption();

    @Option(names = "--batch", paramLabel = "N", description = "Images in one run (default: ${DEFAULT-VALUE}).")
    int batch = 1;

    @Option(names = "--seconds", paramLabel = "S", description = "How long to measure (default: ${DEFAULT-VALUE}).")
    int seconds = 10;

    @Mixin
    JsonOption json = new JsonOption();

    BenchmarkCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (batch < 1 || batch > MOST_IN_BATCH || seconds < 1 || seconds > MOST_SECONDS) {
            throw new InputException("--batch " + batch + " --seconds " + seconds + ": give a batch of 1 to "
                    + MOST_IN_BATCH + " and 1 to " + MOST_SECONDS + " seconds");
        }
        List<byte[]> files = files();
        InferenceRuntime runtime = device.runtime(console);
        Duration duration = Duration.ofSeconds(seconds);
        try (Inspector inspector =
                        Inspector.open(RecipeReader.read(recipe), runtime, threads.count(), precision.wanted());
                Progress progress =
                        console.progress("Judging", WARM_UP.plus(duration).toMillis())) {
            inspector.note().ifPresent(console::say);
            Result result = new Benchmark(inspector, files, batch)
                    .run(WARM_UP, duration, elapsed -> progress.at(elapsed.toMillis(), ""));
            if (json.requested()) {
                console.print(json(result, inspector.runtime(), inspector.precision()));
            } else {
                console.print(text(result, inspector.precision()));
            }
        }
        return ExitCode.DONE;
    }

    private List<byte[]> files() {
        if (given.isEmpty()) {
            return List.of(ImageWriter.png(DemoProduct.FLANGE.good(1, 0)));
        }
        List<byte[]> files = new ArrayList<>();
        try (Stream<Found> images = new ImageSource(given).images()) {
            for (Iterator<Found> each = images.limit(MOST_IMAGES).iterator(); each.hasNext(); ) {
                Path file = each.next().file();
                new ImageReader().read(file);
                files.add(Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new InputException("An image cannot be read: " + e + ". Check permissions.", e);
        }
        if (files.isEmpty()) {
            throw new InputException("There is no image in " + given + "; give JPEG, PNG, BMP or TIFF files");
        }
        return files;
    }

    private ObjectNode json(Result result, String runtime, Precision used) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("runtime", runtime);
        json.put("precision", used.label());
        json.put("threads", threads.count());
        json.put("batch", batch);
        json.put("images", result.images());
        json.put("images_per_second", result.throughput());
        ObjectNode latencies = json.putObject("latency_ms");
        result.stages()
                .forEach((stage, durations) ->
                        put(latencies.putObject(stage.name().toLowerCase(Locale.ROOT)), durations));
        json.put("heap_bytes_per_image", result.allocatedPerImage());
        json.putNull("peak_resident_bytes");
        ResidentMemory.peak().ifPresent(bytes -> json.put("peak_resident_bytes", bytes));
        return json;
    }

    private static void put(ObjectNode json, Durations durations) {
        json.put("mean", durations.mean());
        json.put("p50", durations.percentile(0.5));
        json.put("p90", durations.percentile(0.9));
        json.put("p99", durations.percentile(0.99));
        json.put("max", durations.percentile(1));
    }

    private String text(Result result, Precision used) {
        StringBuilder text = new StringBuilder(
                String.format("%-16s%10s%10s%10s%10s%10s%n", "milliseconds", "mean", "p50", "p90", "p99", "max"));
        result.stages()
                .forEach((stage, durations) -> text.append(String.format(
                        Locale.ROOT,
                        "%-16s%10.2f%10.2f%10.2f%10.2f%10.2f%n",
                        stage.name().toLowerCase(Locale.ROOT),
                        durations.mean(),
                        durations.percentile(0.5),
                        durations.percentile(0.9),
                        durations.percentile(0.99),
                        durations.percentile(1))));
        text.append(String.format(
                Locale.ROOT,
                "%.1f images a second with %s, %d threads in batches of %d (%d images)",
                result.throughput(),
                used.label(),
                threads.count(),
                batch,
                result.images()));
        text.append(String.format(
                Locale.ROOT, "%n%d kB of the Java heap taken for each image", result.allocatedPerImage() / 1000));
        OptionalLong peak = ResidentMemory.peak();
        peak.ifPresent(bytes -> text.append(String.format("%npeak resident memory %d MB", bytes / 1_000_000)));
        return text.toString();
    }
}
