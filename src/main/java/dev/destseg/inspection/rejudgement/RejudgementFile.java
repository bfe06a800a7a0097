package dev.destseg.inspection.rejudgement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.tensor.InputException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What has come of a rejudgement so far: a line of JSON that says which one it is, then one a part, written as parts are judged. A
 * last line that was interrupted does not count. Used by one thread.
 */
final class RejudgementFile implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final BufferedWriter writer;
    private final List<PartOutcome> before;

    private RejudgementFile(Path file, BufferedWriter writer, List<PartOutcome> before) {
        this.file = file;
        this.writer = writer;
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
            int end = endOfLines(bytes);
            List<String> lines =
                    new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
            List<PartOutcome> before = new ArrayList<>();
            if (lines.isEmpty()) {
                requireBeginning(bytes, what);
            } else {
                require(file, lines.get(0), what);
                for (String line : lines.subList(1, lines.size())) {
                    before.add(PartOutcome.of(JSON.readTree(line)));
                }
            }
            cut(file, bytes.length, end);
            BufferedWriter writer = Files.newBufferedWriter(
                    file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            RejudgementFile opened = new RejudgementFile(file, writer, before);
            if (lines.isEmpty()) {
                opened.write(what);
            }
            return opened;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new InputException(
                    "The file " + file + " holds something else than results (" + e.getMessage() + "); name another",
                    e);
        } catch (IOException e) {
            throw new InputException("The file " + file + " cannot be written: " + e + ". Name another.", e);
        }
    }

    private static int endOfLines(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    /** Of a run that was interrupted within its first line; anything else is somebody's file. */
    private static void requireBeginning(byte[] bytes, JsonNode what) {
        if (!what.toString().startsWith(new String(bytes, StandardCharsets.UTF_8))) {
            throw new IllegalArgumentException("its first line does not say of which rejudgement");
        }
    }

    /** Only once it is known that it is ours. */
    private static void cut(Path file, int length, int end) throws IOException {
        if (end < length) {
            try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
                channel.truncate(end);
            }
        }
    }

    private static void require(Path file, String line, JsonNode what) throws JsonProcessingException {
        if (!JSON.readTree(line).equals(what)) {
            throw new InputException("The file " + file + " holds results of another rejudgement, " + line
                    + "; name another, or delete it");
        }
    }

    /** What was judged before. */
    List<PartOutcome> before() {
        return Collections.unmodifiableList(before);
    }

    void add(PartOutcome part) {
        try {
            write(part.json());
        } catch (IOException e) {
            throw new InputException(
                    "The file " + file + " cannot be written: " + e + ". What it holds stays; free the disk and go on.",
                    e);
        }
    }

    private void write(JsonNode line) throws IOException {
        writer.write(line.toString());
        writer.write('\n');
        writer.flush();
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new InputException("The file " + file + " cannot be written: " + e, e);
        }
    }
}
