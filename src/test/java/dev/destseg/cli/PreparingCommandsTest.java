package dev.destseg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Shared;
import dev.destseg.dataset.Dataset;
import dev.destseg.dataset.DatasetReader;
import dev.destseg.training.StoredTeacher;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that make what the others need: demo data and teachers. */
class PreparingCommandsTest {
    @TempDir
    private Path folder;

    @Test
    void demoDataDrawsAsManyImagesAsAskedAndTheSameForASeed() throws Exception {
        Path one = draw("one", "3");
        Path same = draw("same", "3");
        Path other = draw("other", "4");
        Dataset dataset = new DatasetReader(problem -> {}).read(one.resolve("fabric"));
        assertEquals(2, dataset.train().size());
        assertEquals(1 + 4, dataset.test().size());
        Path image = Path.of("fabric/test/stain/000.png");
        assertEquals(-1, Files.mismatch(one.resolve(image), same.resolve(image)));
        assertTrue(Files.mismatch(one.resolve(image), other.resolve(image)) >= 0);
    }

    @Test
    void demoDataLeavesAFolderWithFilesAloneUnlessForced() throws Exception {
        Files.writeString(folder.resolve("mine.txt"), "mine");
        Ran refusal = Ran.destseg("demo-data", folder.toString());
        assertEquals(ExitCode.BAD_INPUT, refusal.exitCode());
        assertFalse(Files.exists(folder.resolve("flange")));
        Ran forced = Ran.destseg(
                "demo-data",
                folder.toString(),
                "--force",
                "--product",
                "flange",
                "--train",
                "1",
                "--good",
                "0",
                "--defects",
                "0");
        assertEquals(ExitCode.DONE, forced.exitCode(), forced::notes);
        assertTrue(Files.exists(folder.resolve("flange/train/good/000.png")));
    }

    @Test
    void demoDataRefusesCountsThatMakeNoDataSet() {
        String out = folder.resolve("out").toString();
        assertEquals(
                ExitCode.BAD_INPUT,
                Ran.destseg("demo-data", out, "--train", "0").exitCode());
        assertEquals(
                ExitCode.BAD_INPUT,
                Ran.destseg("demo-data", out, "--product", "boat").exitCode());
    }

    @Test
    void teacherImportWritesATeacherAndItsDigest() {
        Path weights = Shared.require("teacher/efficientnet-lite0-57934424.pth");
        Path out = folder.resolve("made/teacher.onnx");
        Ran result = Ran.destseg(
                "teacher",
                "import",
                weights.toString(),
                "--architecture",
                "efficientnet-lite0",
                "--out",
                out.toString());
        assertEquals(ExitCode.DONE, result.exitCode(), result::notes);
        assertTrue(result.output().contains(StoredTeacher.read(out).digest().toString()), result::output);
    }

    @Test
    void teacherImportRefusesWhatIsNoWeightsAndWritesNothing() throws Exception {
        Path text = Files.writeString(folder.resolve("text.pth"), "these are no weights");
        Path out = folder.resolve("teacher.onnx");
        Ran result = Ran.destseg(
                "teacher", "import", text.toString(), "--architecture", "resnet18", "--out", out.toString());
        assertEquals(ExitCode.BAD_INPUT, result.exitCode());
        assertTrue(result.notes().contains("text.pth"), result::notes);
        assertFalse(Files.exists(out));
    }

    private Path draw(String name, String seed) {
        Path target = folder.resolve(name);
        Ran result = Ran.destseg(
                "demo-data",
                target.toString(),
                "--product",
                "fabric",
                "--train",
                "2",
                "--good",
                "1",
                "--defects",
                "1",
                "--seed",
                seed);
        assertEquals(ExitCode.DONE, result.exitCode(), result::notes);
        return target;
    }
}
