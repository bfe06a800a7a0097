package dev.destseg.inspection.engines;

import dev.destseg.inference.tensorrt.PlanKey;
import dev.destseg.inference.tensorrt.PlanStore;
import dev.destseg.recipe.AtomicFile;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Plans as files: the digest of what follows, then the key, then the plan, so that one of another key, or a damaged one, is
 * never loaded. The latest few are kept.
 *
 * @param directory made when something is stored
 */
public record PlanDirectory(Path directory) implements PlanStore {
    private static final Logger LOG = Logger.getLogger(PlanDirectory.class);
    /** Two for each of eight products, before and after a change of its recipe. */
    private static final int MOST = 32;

    private static final String PLAN = ".plan";
    private static final String TIMINGS = ".timings";
    private static final int DIGEST = 64;

    @Override
    public Optional<byte[]> find(PlanKey key) {
        return read(key.text(), PLAN);
    }

    @Override
    public void store(PlanKey key, byte[] plan) {
        write(key.text(), PLAN, plan);
    }

    @Override
    public Optional<byte[]> findTimings(PlanKey key) {
        return read(key.machine(), TIMINGS);
    }

    @Override
    public void storeTimings(PlanKey key, byte[] timings) {
        write(key.machine(), TIMINGS, timings);
    }

    private synchronized Optional<byte[]> read(String key, String suffix) {
        Path file = file(key, suffix);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Files.readAllBytes(file);
            byte[] head = head(key);
            byte[] sealed = Arrays.copyOfRange(bytes, Math.min(DIGEST, bytes.length), bytes.length);
            boolean whole = Arrays.equals(digest(sealed), Arrays.copyOf(bytes, DIGEST))
                    && Arrays.equals(head, Arrays.copyOf(sealed, head.length));
            if (whole) {
                return Optional.of(Arrays.copyOfRange(sealed, head.length, sealed.length));
            }
            LOG.warnf("%s is damaged; the engine is built again", file);
        } catch (IOException e) {
            LOG.warnf("%s cannot be read (%s); the engine is built again", file, e.getMessage());
        }
        return Optional.empty();
    }

    private synchronized void write(String key, String suffix, byte[] content) {
        byte[] head = head(key);
        byte[] sealed = Arrays.copyOf(head, head.length + content.length);
        System.arraycopy(content, 0, sealed, head.length, content.length);
        byte[] digest = digest(sealed);
        byte[] bytes = Arrays.copyOf(digest, digest.length + sealed.length);
        System.arraycopy(sealed, 0, bytes, digest.length, sealed.length);
        try {
            Files.createDirectories(directory);
            AtomicFile.write(file(key, suffix), Content.of(bytes));
            forgetOldest();
        } catch (IOException e) {
            LOG.warnf(
                    "An engine was built and could not be kept in %s: %s. It is built again at the next start",
                    directory, e.getMessage());
        }
    }

    private void forgetOldest() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> plans = files.filter(file -> file.toString().endsWith(PLAN))
                    .sorted(Comparator.comparing(PlanDirectory::modified))
                    .toList();
            for (Path oldest : plans.subList(0, Math.max(0, plans.size() - MOST))) {
                Files.deleteIfExists(oldest);
            }
        }
    }

    private static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String key, String suffix) {
        return directory.resolve(Sha256.of(key.getBytes(StandardCharsets.UTF_8)).hex() + suffix);
    }

    private static byte[] head(String key) {
        return (key + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] digest(byte[] content) {
        return Sha256.of(content).hex().getBytes(StandardCharsets.US_ASCII);
    }
}
