package dev.destseg.cli;

import dev.destseg.cli.ImageSource.Found;
import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.Overlay;
import dev.destseg.inspection.Inspection;
import dev.destseg.inspection.Inspector;
import dev.destseg.inspection.Verdict;
import dev.destseg.recipe.RecipeReader;
import dev.destseg.tensor.InputException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Judges images. */
@Command(
        name = "inspect",
        description = {
            "Judges images: OK, DEFECT, or CANNOT_JUDGE where an image cannot be read or the networks fail.",
            "",
            "Prints a line for each image; with --json an object with score, regions in pixels of the image, times and"
                    + " the recipe's digest. The exit code is 1 when any image is not OK."
        },
        footer = {
            "  destseg inspect flange.recipe photo.jpg",
            "  destseg inspect flange.recipe photos --out overlays",
            "  destseg inspect flange.recipe photos --json > verdicts.jsonl"
        })
final class InspectCommand implements Callable<Integer> {
    private static final double OPACITY = 0.7;

    private final Console console;
    private final ImageReader reader = new ImageReader();
    private final Overlay overlay = new Overlay(OPACITY);
    private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);

    @Parameters(index = "0", paramLabel = "RECIPE", description = "The recipe.")
    Path recipe;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGES", description = "Images, and folders of them.")
    List<Path> given;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Write NAME.overlay.png and NAME.map.png (16-bit grey, 65535 is a score of 1) for each image.")
    @Nullable
    Path out;

    @Mixin
    PrecisionOption precision = new PrecisionOption();

    @Mixin
    DeviceOption device = new DeviceOption();

    @Mixin
    ThreadsOption threads = new ThreadsOption();

    @Mixin
    JsonOption json = new JsonOption();

    InspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ImageSource source = new ImageSource(given);
        if (out != null) {
            source.requireApartFrom(out);
        }
        try (Inspector inspector = Inspector.open(
                        RecipeReader.read(recipe), device.runtime(console), threads.count(), precision.wanted());
                Stream<Found> images = source.images()) {
            inspector.note().ifPresent(console::say);
            for (Iterator<Found> each = images.iterator(); each.hasNext(); ) {
                inspect(inspector, each.next());
            }
        } catch (UncheckedIOException e) {
            throw new InputException("A folder cannot be read: " + e.getMessage() + ". Check permissions.", e);
        }
        return exitCode();
    }

    private void inspect(Inspector inspector, Found found) {
        long started = System.nanoTime();
        Image image;
        try {
            image = reader.read(found.file());
        } catch (InputException unreadable) {
            print(found, inspector.cannotJudge(unreadable.getMessage()), Duration.ZERO, Map.of());
            return;
        }
        Duration decoding = Duration.ofNanos(System.nanoTime() - started);
        Inspection inspection = inspector.inspect(image);
        Map<String, Path> pictures = Map.of();
        if (out != null && inspection.map().isPresent()) {
            AnomalyMap map = inspector.preprocessing().onImage(inspection.map().get(), image);
            pictures = write(out, found.name(), image, map, (float) inspection.threshold());
        }
        print(found, inspection, decoding, pictures);
    }

    private void print(Found found, Inspection inspection, Duration decoding, Map<String, Path> pictures) {
        verdicts.merge(inspection.verdict(), 1, Integer::sum);
        if (json.requested()) {
            console.print(InspectionText.json(found.file(), inspection, decoding, pictures));
        } else {
            console.print(InspectionText.line(found.file(), inspection));
        }
    }

    private Map<String, Path> write(Path folder, Path name, Image image, AnomalyMap map, float threshold) {
        Path overlayFile = folder.resolve(name + ".overlay.png");
        Path mapFile = folder.resolve(name + ".map.png");
        ImageWriter.write(overlayFile, ImageWriter.png(overlay.of(image, map, threshold)));
        ImageWriter.write(mapFile, ImageWriter.png16(map));
        Map<String, Path> files = new LinkedHashMap<>();
        files.put("overlay", overlayFile);
        files.put("map", mapFile);
        return files;
    }

    private int exitCode() {
        int all = verdicts.values().stream().mapToInt(Integer::intValue).sum();
        if (all == 0) {
            throw new InputException("There is no image in " + given + "; give JPEG, PNG, BMP or TIFF files");
        }
        int fine = verdicts.getOrDefault(Verdict.OK, 0);
        console.say(all + " images: " + fine + " OK, " + verdicts.getOrDefault(Verdict.DEFECT, 0) + " DEFECT, "
                + verdicts.getOrDefault(Verdict.CANNOT_JUDGE, 0) + " CANNOT_JUDGE");
        return fine == all ? ExitCode.DONE : ExitCode.NEGATIVE;
    }
}
