package dev.destseg.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.evaluation.Evaluation;
import dev.destseg.evaluation.Metrics;
import dev.destseg.recipe.AtomicFile;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.ScoreMap;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one run gave on the test images.
 *
 * @param protocol what decided it, by name
 * @param recipe digest of the recipe that was learned
 * @param good test images that were scored
 * @param defective the same
 * @param skipped test images that could not be read
 * @param maps the figures over all test images, in [0, 1], for both maps
 */
public record ReproductionResult(
        ReproductionRun run,
        SortedMap<String, String> protocol,
        Sha256 recipe,
        int good,
        int defective,
        int skipped,
        Map<ScoreMap, Metrics> maps) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public ReproductionResult {
        protocol = Collections.unmodifiableSortedMap(new TreeMap<>(protocol));
        Map<ScoreMap, Metrics> ordered = new EnumMap<>(ScoreMap.class);
        ordered.putAll(maps);
        maps = Collections.unmodifiableMap(ordered);
    }

    static ReproductionResult of(
            ReproductionRun run, SortedMap<String, String> protocol, Sha256 recipe, Evaluation evaluation) {
        Map<ScoreMap, Metrics> maps = new EnumMap<>(ScoreMap.class);
        evaluation.maps().forEach((name, map) -> maps.put(ScoreMap.of(name), map.overall()));
        return new ReproductionResult(
                run, protocol, recipe, evaluation.good(), evaluation.defect(), evaluation.skipped(), maps);
    }

    /** The figures of a map, all NaN where the run has no such map. */
    Metrics figures(ScoreMap map) {
        return maps.getOrDefault(map, Metrics.mean(List.of()));
    }

    /** Writes it so that nobody ever sees half a file. */
    void write(Path file) {
        ObjectNode json = JSON.createObjectNode();
        json.put("category", run.category());
        json.put("seed", run.seed());
        json.put("denoising", run.ablation().denoising());
        json.put("encoder_decoder", run.ablation().encoderDecoder());
        json.set("protocol", JSON.valueToTree(protocol));
        json.put("recipe", recipe.toString());
        json.put("good", good);
        json.put("defective", defective);
        json.put("skipped", skipped);
        ObjectNode figures = json.putObject("maps");
        maps.forEach((map, metrics) -> figures.set(map.label(), JSON.valueToTree(metrics.toMap())));
        try {
            AtomicFile.write(
                    file, Content.of(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json)));
        } catch (IOException e) {
            throw new UncheckedIOException("The result " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** @throws InputException when the file is not what {@link #write} makes */
    static ReproductionResult read(Path file) {
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(file));
            Map<ScoreMap, Metrics> maps = new EnumMap<>(ScoreMap.class);
            json.required("maps")
                    .properties()
                    .forEach(map -> maps.put(ScoreMap.of(map.getKey()), metrics(map.getValue())));
            SortedMap<String, String> protocol = new TreeMap<>();
            json.required("protocol")
                    .properties()
                    .forEach(entry ->
                            protocol.put(entry.getKey(), entry.getValue().asText()));
            Ablation ablation = new Ablation(
                    json.required("denoising").asBoolean(),
                    json.required("encoder_decoder").asBoolean());
            return new ReproductionResult(
                    new ReproductionRun(
                            json.required("category").asText(),
                            json.required("seed").asLong(),
                            ablation),
                    protocol,
                    Sha256.parse(json.required("recipe").asText()),
                    json.required("good").asInt(),
                    json.required("defective").asInt(),
                    json.required("skipped").asInt(),
                    maps);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new InputException(
                    "The file " + file + " is no result of a run: " + e.getMessage() + ". Remove it to run it again",
                    e);
        } catch (IOException e) {
            throw new InputException("The result " + file + " cannot be read: " + e + ". Check permissions.", e);
        }
    }

    private static Metrics metrics(JsonNode json) {
        return new Metrics(
                figure(json, "image_auroc"),
                figure(json, "pixel_auroc"),
                figure(json, "pixel_ap"),
                figure(json, "aupro"),
                figure(json, "iap"),
                figure(json, "iap90"),
                figure(json, "f1_max"),
                figure(json, "pixel_f1_max"));
    }

    private static double figure(JsonNode json, String name) {
        JsonNode figure = json.required(name);
        if (figure.isNull()) {
            return Double.NaN;
        }
        if (!figure.isNumber()) {
            throw new IllegalArgumentException(name + " is no number");
        }
        return figure.doubleValue();
    }
}
