package dev.destseg.training;

import dev.destseg.dataset.Sample;
import dev.destseg.recipe.DataDigest;
import dev.destseg.recipe.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Says which images something was made of. */
public final class SampleDigest {
    private SampleDigest() {}

    /** The digest of the digests of the files, in order; a mask's comes after its image's. */
    public static DataDigest of(String name, List<Sample> samples) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        try {
            for (Sample sample : samples) {
                lines.writeBytes(line(sample.image()));
                if (sample.mask() != null) {
                    lines.writeBytes(line(sample.mask()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("An image can no longer be read: " + e.getMessage(), e);
        }
        return new DataDigest(name, samples.size(), Sha256.of(lines.toByteArray()));
    }

    private static byte[] line(Path file) throws IOException {
        return (Sha256.of(file) + "\n").getBytes(StandardCharsets.US_ASCII);
    }
}
