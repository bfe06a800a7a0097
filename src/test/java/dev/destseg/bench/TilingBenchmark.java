package dev.destseg.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.cli.Ran;
import dev.destseg.dataset.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What judging in tiles gains. Run by {@code scripts/bench tiling}: panels are made of the parts of data sets, so that what is a
 * defect of a part is a small one of a large picture; the same panels are learned and judged whole, shrunk to what the networks
 * take, and in tiles of full resolution. Arguments are a folder to work in, and the data sets.
 */
public final class TilingBenchmark {
    private static final int SIDE = 1024;
    private static final int TRAIN = 24;
    private static final int GOOD = 16;
    private static final int PER_KIND = 6;
    private static final String TILE = "256";

    private final Path work;

    private TilingBenchmark(Path work) {
        this.work = work;
    }

    public static void main(String[] arguments) throws IOException {
        TilingBenchmark benchmark = new TilingBenchmark(Path.of(arguments[0]));
        System.out.println("| panels of | seen | image AUROC | pixel AP | AUPRO |");
        System.out.println("|---|---|---|---|---|");
        for (int i = 1; i < arguments.length; i++) {
            benchmark.measure(Path.of(arguments[i]));
        }
    }

    private void measure(Path source) throws IOException {
        String name = source.getFileName().toString();
        Panels panels = Panels.of(source, SIDE);
        Path data = work.resolve(name);
        panels.write(data, TRAIN, GOOD, PER_KIND);
        Dataset parts = panels.source();
        System.err.println(name + ": panels of " + panels.columns() + " x " + panels.rows() + " parts of "
                + panels.width() + " x " + panels.height() + " pixels, out of "
                + parts.train().size() + " good ones");
        row(name, "whole", evaluated(data, name + "-whole"));
        row(name, "tiles of " + TILE, evaluated(data, name + "-tiled", "--tile", TILE));
    }

    private JsonNode evaluated(Path data, String name, String... options) throws IOException {
        String recipe = work.resolve(name + ".recipe").toString();
        List<String> training = new ArrayList<>(List.of("train", data.toString(), "--out", recipe, "--force"));
        training.addAll(List.of(options));
        run(training.toArray(String[]::new));
        JsonNode answer = new ObjectMapper()
                .readTree(run("evaluate", recipe, data.toString(), "--json").output());
        return answer.get("maps").get(answer.get("score_map").asText()).get("overall");
    }

    private static Ran run(String... arguments) {
        Ran ran = Ran.destseg(arguments);
        if (ran.exitCode() != 0) {
            throw new IllegalStateException(String.join(" ", arguments) + ": " + ran.notes());
        }
        return ran;
    }

    private static void row(String name, String seen, JsonNode overall) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.3f | %.3f | %.3f |%n",
                name,
                seen,
                overall.get("image_auroc").asDouble(),
                overall.get("pixel_ap").asDouble(),
                overall.get("aupro").asDouble());
    }
}
