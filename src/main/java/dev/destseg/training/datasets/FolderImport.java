package dev.destseg.training.datasets;

import dev.destseg.dataset.Dataset;
import dev.destseg.dataset.DatasetReader;
import dev.destseg.dataset.Sample;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Fills a dataset from a folder on the box, in a layout that {@link DatasetReader} knows; only from folders that the
 * configuration names, and those below them.
 *
 * @param allowed folders
 */
public record FolderImport(List<Path> allowed) {
    public FolderImport {
        allowed = List.copyOf(allowed);
    }

    public static FolderImport of(DatasetSettings settings) {
        return new FolderImport(settings.folders().orElse(List.of()));
    }

    /**
     * What came of it.
     *
     * @param added images that the dataset has now, those that it had before included
     * @param problems a sentence for each file that was left out
     */
    public record Outcome(int added, List<String> problems) {}

    /** @throws InputException when the folder is none, or is not allowed, or holds no good image */
    public Outcome into(LabelledDataset dataset, Path folder) {
        Path real = require(folder);
        List<String> problems = new ArrayList<>();
        Dataset found = new DatasetReader(problem -> {}).read(real);
        Set<Sample> samples = new LinkedHashSet<>(found.train());
        samples.addAll(found.test());
        int added = 0;
        for (Sample sample : samples) {
            try {
                add(dataset, sample);
                added++;
            } catch (InputException | IOException e) {
                problems.add(sample.image().getFileName() + " is left out: " + e.getMessage());
            }
        }
        return new Outcome(added, problems);
    }

    private Path require(Path folder) {
        try {
            Path real = folder.toRealPath();
            for (Path root : allowed) {
                if (Files.isDirectory(root) && real.startsWith(root.toRealPath())) {
                    return real;
                }
            }
        } catch (IOException absent) {
            // Whoever may not look there is not told whether it is there either.
        }
        throw new InputException("Datasets may not be filled from the folder " + folder
                + "; name one below a folder that destseg.datasets.folders lists");
    }

    private static void add(LabelledDataset dataset, Sample sample) throws IOException {
        Path mask = sample.mask();
        dataset.add(
                Files.readAllBytes(sample.image()),
                sample.isDefective() ? Label.DEFECTIVE : Label.GOOD,
                mask == null ? Optional.empty() : Optional.of(Files.readAllBytes(mask)),
                "folder " + sample.image().getParent());
    }
}
