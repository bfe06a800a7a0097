package dev.destseg.inspection.rejudgement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.recipe.AtomicFile;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What has come of a rejudgement so far: a line of JSON that says which one it is, then one a part, written as parts are judged. It
 * is forced to disk every second in which a part was judged, and at the end: what was not there yet when the power went, wherever it
 * stands, does not count, with all that follows it. Used by one thread.
 */
final class RejudgementFile implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration FORCED_EVERY = Duration.ofSeconds(1);

    private final Path file;
    private final FileChannel channel;
    private final List<PartOutcome> before;
    private long forced = System.nanoTime();

    private RejudgementFile(Path file, FileChannel channel, List<PartOutcome> before) {
        this.file = file;
        this.channel = channel;
        this.before = before;
    }

    /**
     * Begins a file, or goes on with one.
     *
     * @param what says which rejudgement it is
     * @throws InputException when it is of another one, or cannot be written
     */
    static RejudgementFile open(Path file, JsonNode what) {
        try {
            byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            SortedMap<Integer, String> lines = lines(bytes);
            List<PartOutcome> before = new ArrayList<>();
            int end = lines.isEmpty() ? requireBeginning(bytes, what) : read(file, lines, what, before);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            RejudgementFile opened = new RejudgementFile(file, channel, before);
            opened.begin(end, what);
            return opened;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new InputException(
                    "The file " + file + " holds something else than results (" + e.getMessage() + "); name another",
                    e);
        } catch (IOException e) {
            throw new InputException("The file " + file + " cannot be written: " + e + ". Name another.", e);
        }
    }

    /** Whole lines by the number of bytes up to their ends. */
    private static SortedMap<Integer, String> lines(byte[] bytes) {
        SortedMap<Integer, String> lines = new TreeMap<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                lines.put(i + 1, new String(bytes, start, i - start, StandardCharsets.UTF_8));
                start = i + 1;
            }
        }
        return lines;
    }

    /** @return how many bytes are to be kept: up to the first line that is none of ours */
    private static int read(Path file, SortedMap<Integer, String> lines, JsonNode what, List<PartOutcome> before)
            throws JsonProcessingException {
        int end = lines.firstKey();
        require(file, lines.get(end), what);
        for (Map.Entry<Integer, String> line : lines.tailMap(end + 1).entrySet()) {
            Optional<PartOutcome> part = part(line.getValue());
            if (part.isEmpty()) {
                return end;
            }
            before.add(part.get());
            end = line.getKey();
        }
        return end;
    }

    private static Optional<PartOutcome> part(String line) {
        try {
            return Optional.of(PartOutcome.of(JSON.readTree(line)));
        } catch (JsonProcessingException | IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    /**
     * Of a run that was interrupted within its first line; anything else is somebody's file.
     *
     * @return how many bytes are to be kept
     */
    private static int requireBeginning(byte[] bytes, JsonNode what) {
        if (!what.toString().startsWith(new String(bytes, StandardCharsets.UTF_8))) {
            throw new IllegalArgumentException("its first line does not say of which rejudgement");
        }
        return 0;
    }

    /** Only once it is known that it is ours. */
    private void begin(int end, JsonNode what) throws IOException {
        channel.truncate(end);
        channel.position(end);
        if (end == 0) {
            write(what);
        }
        force();
        AtomicFile.forceDirectory(file.toAbsolutePath().getParent());
    }

    private static void require(Path file, String line, JsonNode what) throws JsonProcessingException {
        if (!JSON.readTree(line).equals(what)) {
            throw new InputException("The file " + file + " holds results of another rejudgement, " + line
                    + "; name another, or delete it");
        }
    }

    /** What has come of parts before. */
    List<PartOutcome> before() {
        return Collections.unmodifiableList(before);
    }

    void add(PartOutcome part) {
        try {
            write(part.json());
            if (System.nanoTime() - forced >= FORCED_EVERY.toNanos()) {
                force();
            }
        } catch (IOException e) {
            throw new InputException(
                    "The file " + file + " cannot be written: " + e + ". What it holds stays; free the disk and go on.",
                    e);
        }
    }

    private void write(JsonNode line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void force() throws IOException {
        channel.force(false);
        forced = System.nanoTime();
    }

    @Override
    public void close() {
        try (channel) {
            force();
        } catch (IOException e) {
            throw new InputException("The file " + file + " cannot be written: " + e, e);
        }
    }
}
