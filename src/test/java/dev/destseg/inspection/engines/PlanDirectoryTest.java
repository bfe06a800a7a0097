package dev.destseg.inspection.engines;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.inference.tensorrt.Numbers;
import dev.destseg.inference.tensorrt.PlanKey;
import dev.destseg.recipe.Sealing;
import dev.destseg.recipe.seal.BoxKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanDirectoryTest {
    private static final PlanKey KEY = new PlanKey("ab12", Numbers.FLOAT16, "NVIDIA L4 8.9", 101501, 13010, 1);
    private static final byte[] PLAN = {1, 2, 3, 0, -1};

    @TempDir
    private Path folder;

    @Test
    void givesBackWhatWasStored() {
        plans().store(KEY, PLAN);
        assertArrayEquals(PLAN, plans().find(KEY).orElseThrow());
    }

    @Test
    void makesItsDirectoryOnlyWhenSomethingIsStored() {
        assertEquals(Optional.empty(), plans().find(KEY));
        assertTrue(Files.notExists(plans().directory()));
    }

    /** Another graph, precision, GPU, TensorRT, driver or way of building. */
    @Test
    void findsNothingForAnyOtherKey() {
        plans().store(KEY, PLAN);
        List<PlanKey> others = List.of(
                new PlanKey("ab13", Numbers.FLOAT16, "NVIDIA L4 8.9", 101501, 13010, 1),
                new PlanKey("ab12", Numbers.FLOAT32, "NVIDIA L4 8.9", 101501, 13010, 1),
                new PlanKey("ab12", Numbers.FLOAT16, "NVIDIA L40 8.9", 101501, 13010, 1),
                new PlanKey("ab12", Numbers.FLOAT16, "NVIDIA L4 8.9", 101502, 13010, 1),
                new PlanKey("ab12", Numbers.FLOAT16, "NVIDIA L4 8.9", 101501, 13020, 1),
                new PlanKey("ab12", Numbers.FLOAT16, "NVIDIA L4 8.9", 101501, 13010, 2));
        others.forEach(other -> assertEquals(Optional.empty(), plans().find(other), other::text));
    }

    @Test
    void measuredTimesAreSharedByGraphsOfOneMachine() {
        plans().storeTimings(KEY, PLAN);
        PlanKey other = new PlanKey("cd34", Numbers.FLOAT32, KEY.gpu(), KEY.tensorRt(), KEY.driver(), 2);
        assertArrayEquals(PLAN, plans().findTimings(other).orElseThrow());
        assertEquals(
                Optional.empty(),
                plans().findTimings(new PlanKey("cd34", Numbers.FLOAT32, "NVIDIA A2 8.6", 101501, 13010, 1)));
    }

    @Test
    void takesNoPlanThatIsDamagedOrCutOffOrOfAnotherKey() throws IOException {
        plans().store(KEY, PLAN);
        Path file = onlyFile();
        byte[] whole = Files.readAllBytes(file);
        for (int position : new int[] {0, 70, whole.length - 1}) {
            byte[] flipped = whole.clone();
            flipped[position] ^= 1;
            Files.write(file, flipped);
            assertEquals(Optional.empty(), plans().find(KEY), "byte " + position);
        }
        for (int length : new int[] {0, 10, 64, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertEquals(Optional.empty(), plans().find(KEY), "length " + length);
        }
        Files.write(file, whole);
        assertTrue(plans().find(KEY).isPresent());
        PlanKey other = new PlanKey("ab13", Numbers.FLOAT16, "NVIDIA L4 8.9", 101501, 13010, 1);
        plans().store(other, PLAN);
        Files.write(onlyFileBut(file), whole);
        assertEquals(Optional.empty(), plans().find(other));
    }

    @Test
    void keepsTheLatestOfMany() throws IOException {
        for (int i = 0; i < 34; i++) {
            List<Path> before = Files.exists(folder.resolve("engines")) ? files() : List.of();
            plans().store(key(i), PLAN);
            for (Path file : files()) {
                if (!before.contains(file)) {
                    Files.setLastModifiedTime(file, FileTime.fromMillis(1000L * i));
                }
            }
        }
        assertEquals(32, files().size());
        assertEquals(Optional.empty(), plans().find(key(0)));
        assertTrue(plans().find(key(33)).isPresent());
    }

    @Test
    void goesOnWhereItsDirectoryCannotBeMade() throws IOException {
        Files.createFile(folder.resolve("engines"));
        plans().store(KEY, PLAN);
        assertEquals(Optional.empty(), plans().find(KEY));
    }

    /** It holds the weights of a recipe that is sealed. */
    @Test
    void sealsPlansWhereRecipesAreSealedAndDeletesThoseThatLieOpen() throws IOException {
        byte[] weights = "the weights of a recipe".getBytes(StandardCharsets.US_ASCII);
        plans().store(KEY, weights);
        Path open = onlyFile();
        BoxKey key = BoxKey.create(folder.resolve("box.key"));
        PlanDirectory sealed = plans(new Sealing(Optional.of(key), true, ""));
        assertEquals(Optional.empty(), sealed.find(KEY));
        Path partial = Files.writeString(open.resolveSibling("." + open.getFileName() + ".partial"), "the weigh");
        sealed.forgetOpen();
        assertTrue(Files.notExists(open) && Files.notExists(partial));
        sealed.store(KEY, weights);
        assertArrayEquals(weights, sealed.find(KEY).orElseThrow());
        String onDisk = Files.readString(onlyFile(), StandardCharsets.ISO_8859_1);
        assertFalse(onDisk.contains("weights") || onDisk.contains(KEY.model()));
        assertEquals(Optional.empty(), plans().find(KEY));
    }

    @Test
    void keepsNoPlanWhileTheKeyIsLost() {
        PlanDirectory lost = plans(new Sealing(Optional.empty(), true, "the key is lost"));
        lost.store(KEY, PLAN);
        assertEquals(Optional.empty(), lost.find(KEY));
        assertTrue(Files.notExists(lost.directory()));
    }

    private PlanDirectory plans(Sealing sealing) {
        return new PlanDirectory(folder.resolve("engines"), sealing);
    }

    private static PlanKey key(int number) {
        return new PlanKey("model" + number, Numbers.FLOAT16, "NVIDIA L4 8.9", 101501, 13010, 1);
    }

    private PlanDirectory plans() {
        return new PlanDirectory(folder.resolve("engines"), Sealing.NONE);
    }

    private Path onlyFile() throws IOException {
        List<Path> files = files();
        assertEquals(1, files.size());
        return files.get(0);
    }

    private Path onlyFileBut(Path file) throws IOException {
        return files().stream().filter(other -> !other.equals(file)).findFirst().orElseThrow();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("engines"))) {
            return files.toList();
        }
    }
}
