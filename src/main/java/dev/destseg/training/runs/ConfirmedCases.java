package dev.destseg.training.runs;

import dev.destseg.dataset.ConfirmedPart;
import dev.destseg.dataset.ConfirmedParts;
import dev.destseg.image.ImageReader;
import dev.destseg.training.datasets.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Parts that operators confirmed, as a folder to try a candidate on. Those that it was learned from are left out.
 *
 * @param most of them, the last ones
 */
record ConfirmedCases(ConfirmedParts parts, int most) {
    void layOut(String product, RunDirectory directory) {
        try {
            Set<String> learnedFrom = learnedFrom(directory.data().resolve("train/good"));
            learnedFrom.addAll(learnedFrom(directory.data().resolve(Snapshot.DEFECTS)));
            Files.createDirectories(directory.confirmed());
            for (ConfirmedPart part : parts.of(product, most)) {
                Optional<byte[]> image = learnedFrom.contains(part.digest())
                        ? Optional.empty()
                        : part.image().get();
                if (image.isPresent()) {
                    put(part, image.get(), directory.confirmed());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The confirmed parts cannot be written to " + directory.path(), e);
        }
    }

    private static Set<String> learnedFrom(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return new HashSet<>();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString().replaceAll("\\..*", ""))
                    .collect(Collectors.toCollection(HashSet::new));
        }
    }

    private static void put(ConfirmedPart part, byte[] image, Path folder) throws IOException {
        Optional<String> extension = ImageReader.extension(image);
        if (extension.isPresent()) {
            Path file = folder.resolve(part.defective() ? "defective" : "good")
                    .resolve(part.digest() + "." + extension.get());
            Files.createDirectories(file.getParent());
            Files.write(file, image);
        }
    }
}
