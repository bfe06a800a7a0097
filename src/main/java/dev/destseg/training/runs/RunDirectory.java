package dev.destseg.training.runs;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.recipe.AtomicFile;
import dev.destseg.recipe.Content;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where one run lies: what it is, what it learns from, its checkpoint, its candidate. */
record RunDirectory(Path path) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RUN = "run.json";
    private static final String CANDIDATE = "candidate";
    private static final String COURSE = "course.jsonl";
    private static final String LOG = "log.jsonl";
    private static final Set<String> KEPT = Set.of(RUN, CANDIDATE, COURSE, LOG);

    /** As the snapshot was laid out. */
    Path data() {
        return path.resolve("data");
    }

    /** Parts that operators confirmed and that are not learned from. */
    Path confirmed() {
        return path.resolve("confirmed");
    }

    /** The recipe that is learned; its run lies beside it. */
    Path candidate() {
        return path.resolve(CANDIDATE);
    }

    /** Where the maps of a few images are shown while it learns, as 0.png, 1.png, ... */
    Path previews() {
        return path.resolve("previews");
    }

    /** How its loss went. */
    RunCourse course() {
        return new RunCourse(path.resolve(COURSE));
    }

    /** What its processes said. */
    Path log() {
        return path.resolve(LOG);
    }

    void make() {
        try {
            Files.createDirectories(path);
            AtomicFile.forceDirectory(path.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("The directory " + path + " of a training cannot be made", e);
        }
    }

    void write(Run run) {
        try {
            AtomicFile.write(
                    path.resolve(RUN), Content.of(RunJson.encode(run).toString().getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("The training " + run.id() + " cannot be written to " + path, e);
        }
    }

    /** @throws InputException when the file is absent or damaged */
    Run read() {
        try {
            return RunJson.decode(JSON.readTree(Files.readAllBytes(path.resolve(RUN))));
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException("The training in " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Deletes what an ended run no longer needs: data, cases, checkpoint; its candidate, its course and its log stay. */
    void tidy() {
        for (Path each : children()) {
            String name = each.getFileName().toString();
            if (!KEPT.contains(name)) {
                delete(each);
            }
        }
    }

    /** Deletes what a killed process had begun to write in the place of the candidate. */
    void tidyCandidate() {
        for (Path each : children()) {
            if (each.getFileName().toString().startsWith("." + CANDIDATE)) {
                delete(each);
            }
        }
    }

    void delete() {
        delete(path);
    }

    private List<Path> children() {
        try (Stream<Path> children = Files.list(path)) {
            return children.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path each : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("What a training has left in " + directory + " cannot be deleted", e);
        }
    }
}
