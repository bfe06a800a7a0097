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
    private final List<RejudgedPart> before;

    private RejudgementFile(Path file, BufferedWriter writer, List<RejudgedPart> before) {
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
            List<String> lines = new ArrayList<>(whole(file));
            List<RejudgedPart> before = new ArrayList<>();
            if (!lines.isEmpty()) {
                require(file, lines.get(0), what);
                for (String line : lines.subList(1, lines.size())) {
                    before.add(RejudgedPart.of(JSON.readTree(line)));
                }
            }
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

    /** Its whole lines; what comes after the last of them is cut off. */
    private static List<String> whole(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        if (end < bytes.length) {
            try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
                channel.truncate(end);
            }
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
    }

    private static void require(Path file, String line, JsonNode what) throws JsonProcessingException {
        if (!JSON.readTree(line).equals(what)) {
            throw new InputException("The file " + file + " holds results of another rejudgement, " + line
                    + "; name another, or delete it");
        }
    }

    /** What was judged before. */
    List<RejudgedPart> before() {
        return Collections.unmodifiableList(before);
    }

    void add(RejudgedPart part) {
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
