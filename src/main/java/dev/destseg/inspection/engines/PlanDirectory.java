package dev.destseg.inspection.engines;

import dev.destseg.inference.tensorrt.PlanKey;
import dev.destseg.inference.tensorrt.PlanStore;
import dev.destseg.recipe.AtomicFile;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.Sealing;
import dev.destseg.recipe.Sha256;
import java.io.IOException;
import java.io.InputStream;
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
 * never loaded. The latest few are kept. A plan holds the weights of its graph: where recipes are sealed, it is, too, and none is
 * kept while the key is lost. What kernels have taken is nobody's secret.
 *
 * @param directory made when something is stored
 * @param sealing of the recipes whose graphs these are
 */
public record PlanDirectory(Path directory, Sealing sealing) implements PlanStore {
    private static final Logger LOG = Logger.getLogger(PlanDirectory.class);
    /** Two for each of eight products, before and after a change of its recipe. */
    private static final int MOST = 32;

    private static final String PLAN = ".plan";
    private static final String SEALED_PLAN = ".plan.sealed";
    private static final String TIMINGS = ".timings";
    private static final byte[] CONTEXT = "destseg plan".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGEST = 64;

    @Override
    public Optional<byte[]> find(PlanKey key) {
        return sealing.wanted() && sealing.key().isEmpty() ? Optional.empty() : read(key.text(), suffix());
    }

    @Override
    public void store(PlanKey key, byte[] plan) {
        if (sealing.wanted() && sealing.key().isEmpty()) {
            LOG.warnf("An engine was built and is not kept, for it could not be sealed. %s", sealing.problem());
            return;
        }
        write(key.text(), suffix(), plan);
    }

    @Override
    public Optional<byte[]> findTimings(PlanKey key) {
        return read(key.machine(), TIMINGS);
    }

    @Override
    public void storeTimings(PlanKey key, byte[] timings) {
        write(key.machine(), TIMINGS, timings);
    }

    private String suffix() {
        return sealing.wanted() ? SEALED_PLAN : PLAN;
    }

    private synchronized Optional<byte[]> read(String key, String suffix) {
        Path file = file(key, suffix);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = opened(file);
            byte[] head = head(key);
            byte[] named = Arrays.copyOfRange(bytes, Math.min(DIGEST, bytes.length), bytes.length);
            boolean whole = Arrays.equals(digest(named), Arrays.copyOf(bytes, DIGEST))
                    && Arrays.equals(head, Arrays.copyOf(named, head.length));
            if (whole) {
                return Optional.of(Arrays.copyOfRange(named, head.length, named.length));
            }
            LOG.warnf("%s is damaged; the engine is built again", file);
        } catch (IOException e) {
            LOG.warnf("%s cannot be read (%s); the engine is built again", file, e.getMessage());
        }
        return Optional.empty();
    }

    private synchronized void write(String key, String suffix, byte[] content) {
        byte[] head = head(key);
        byte[] named = Arrays.copyOf(head, head.length + content.length);
        System.arraycopy(content, 0, named, head.length, content.length);
        byte[] digest = digest(named);
        byte[] bytes = Arrays.copyOf(digest, digest.length + named.length);
        System.arraycopy(named, 0, bytes, digest.length, named.length);
        try {
            Files.createDirectories(directory);
            AtomicFile.write(file(key, suffix), content(bytes, suffix));
            forgetOldest();
        } catch (IOException e) {
            LOG.warnf(
                    "An engine was built and could not be kept in %s: %s. It is built again at the next start",
                    directory, e.getMessage());
        }
    }

    private byte[] opened(Path file) throws IOException {
        if (!file.toString().endsWith(SEALED_PLAN)) {
            return Files.readAllBytes(file);
        }
        try (InputStream opening = sealing.key().orElseThrow().open(Files.newInputStream(file), CONTEXT)) {
            return opening.readAllBytes();
        }
    }

    private Content content(byte[] bytes, String suffix) {
        return suffix.equals(SEALED_PLAN)
                ? output -> sealing.key().orElseThrow().seal(output, CONTEXT, stream -> stream.write(bytes))
                : Content.of(bytes);
    }

    private void forgetOldest() throws IOException {
        List<Path> plans;
        try (Stream<Path> files = Files.list(directory)) {
            plans = files.filter(PlanDirectory::isPlan)
                    .sorted(Comparator.comparing(PlanDirectory::modified))
                    .toList();
        }
        for (Path oldest : plans.subList(0, Math.max(0, plans.size() - MOST))) {
            Files.deleteIfExists(oldest);
        }
    }

    /** Deletes what lies open, whole or in part, where recipes are sealed by now; for the start of the appliance. */
    public synchronized void forgetOpen() {
        if (!sealing.wanted() || !Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path open : files.filter(PlanDirectory::isOpen).toList()) {
                Files.deleteIfExists(open);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warnf(
                    "Plans from before recipes were sealed lie open in %s and cannot be deleted: %s; delete them",
                    directory, e.getMessage());
        }
    }

    private static boolean isOpen(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(PLAN) || name.endsWith(PLAN + ".partial");
    }

    private static boolean isPlan(Path file) {
        return file.toString().endsWith(PLAN) || file.toString().endsWith(SEALED_PLAN);
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
