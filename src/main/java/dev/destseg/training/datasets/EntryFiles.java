package dev.destseg.training.datasets;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.recipe.AtomicFile;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.JsonFields;
import dev.destseg.recipe.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** The directory of a dataset: one small JSON file for each image, named by the image's digest. */
final class EntryFiles {
    private static final Logger LOG = Logger.getLogger(EntryFiles.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENDING = ".json";

    private EntryFiles() {}

    /** What can be read; a damaged file is said and passed over. */
    static List<LabelledImage> read(Path directory) throws IOException {
        List<LabelledImage> images = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "[0-9a-f]*" + ENDING)) {
            for (Path file : files) {
                try {
                    images.add(LabelledImage.of(new JsonFields("", JSON.readTree(Files.readAllBytes(file)))));
                } catch (IOException | IllegalArgumentException e) {
                    LOG.warnf("The file %s of a dataset is damaged, its image is left out: %s", file, e.getMessage());
                }
            }
        }
        return images;
    }

    static void write(Path directory, LabelledImage image) throws IOException {
        byte[] text = image.json().toString().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file(directory, image.digest()), Content.of(text));
    }

    static void delete(Path directory, Sha256 digest) throws IOException {
        Files.deleteIfExists(file(directory, digest));
        AtomicFile.forceDirectory(directory);
    }

    private static Path file(Path directory, Sha256 digest) {
        return directory.resolve(digest.hex() + ENDING);
    }
}
