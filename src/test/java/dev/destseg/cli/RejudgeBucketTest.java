package dev.destseg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.Pictures;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.line.bucket.RealStorage;
import dev.destseg.recipe.StoredRecipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against SeaweedFS with TLS; the recipe rejects what is half as bright as can be. */
class RejudgeBucketTest {
    @TempDir
    static Path folder;

    private static Path certificate;
    private static RealStorage storage;
    private static StoredRecipe strict;

    @BeforeAll
    static void start() throws Exception {
        certificate = RealStorage.certificate(folder.resolve("certificate"));
        storage = RealStorage.start(folder.resolve("storage"), Optional.of(certificate));
        strict = TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("strict"));
    }

    @AfterAll
    static void stop() {
        if (storage != null) {
            storage.close();
        }
    }

    private static Ran rejudge(String place, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "rejudge",
                strict.directory().toString(),
                place,
                "--s3-endpoint",
                storage.encrypted().toString(),
                "--s3-credentials",
                storage.credentials().toString()));
        arguments.addAll(List.of(more));
        return Ran.destseg(arguments.toArray(String[]::new));
    }

    private static Ran trusting(String place, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("--s3-certificate", certificate.resolve("server.pem").toString()));
        arguments.addAll(List.of(more));
        return rejudge(place, arguments.toArray(String[]::new));
    }

    private static JsonNode json(Ran ran) throws Exception {
        return new ObjectMapper().readTree(ran.output());
    }

    @Test
    void judgesABucketAndGoesOnFromWhatAnInterruptedRunHasWrittenDown() throws Exception {
        for (int i = 0; i < 5; i++) {
            storage.write("line/" + i + ".png", Pictures.png(60 * i, 16));
        }
        storage.write("line/notes.txt", new byte[] {1});
        storage.write("line-2/other.png", Pictures.png(255, 16));
        Path out = folder.resolve("rejudged.jsonl");
        Ran whole = trusting("s3://images/line", "--out", out.toString());
        assertEquals(ExitCode.DONE, whole.exitCode(), whole::notes);
        assertTrue(whole.output().startsWith("5 parts judged again: 3 OK, 2 DEFECT"), whole::output);
        List<String> lines = Files.readAllLines(out);
        assertEquals(6, lines.size());
        assertTrue(lines.get(1).contains("\"0.png\""), lines.get(1));
        // Interrupted within the third part; what the first two are is taken from the file, not from the bucket.
        Files.writeString(
                out,
                String.join("\n", lines.subList(0, 3)) + "\n" + lines.get(3).substring(0, 20));
        storage.write("line/0.png", Pictures.png(255, 16));

        Ran resumed = trusting("s3://images/line/", "--out", out.toString());

        assertEquals(whole.output(), resumed.output());
        assertEquals(lines, Files.readAllLines(out));
    }

    @Test
    void keysSayWhatPartsAreAsTheFoldersOfADataSetDo() throws Exception {
        storage.write("mvtec/train/good/1.png", Pictures.png(10, 16));
        storage.write("mvtec/test/good/1.png", Pictures.png(200, 16));
        storage.write("mvtec/test/dent/1.png", Pictures.png(250, 16));
        storage.write("mvtec/ground_truth/dent/1_mask.png", Pictures.png(255, 16));
        storage.write("sorted/good/1.png", Pictures.png(10, 16));
        storage.write("sorted/dent/1.png", Pictures.png(20, 16));

        JsonNode mvtec = json(trusting("s3://images/mvtec", "--json"));
        assertEquals(3, mvtec.get("judged").asInt(), mvtec::toString);
        assertEquals(1, mvtec.at("/truth_now/false_rejects").asInt(), mvtec::toString);
        assertEquals(0, mvtec.at("/truth_now/escapes").asInt(-1), mvtec::toString);
        JsonNode sorted = json(trusting("s3://images/sorted", "--json"));
        assertEquals(1, sorted.at("/truth_now/escapes").asInt(), sorted::toString);
    }

    @Test
    void takesTheImagesThatWereWrittenLast() throws Exception {
        storage.write("recent/b.png", Pictures.png(10, 16));
        Thread.sleep(1100); // Listings have whole seconds.
        storage.write("recent/a.png", Pictures.png(255, 16));

        JsonNode figures = json(trusting("s3://images/recent", "--most", "1", "--json"));

        assertEquals(1, figures.at("/now/DEFECT").asInt(), figures::toString);
        assertEquals(1, figures.get("judged").asInt(), figures::toString);
    }

    @Test
    void saysWhatIsWrongWithThePlaceTheStorageOrItsCertificate() throws Exception {
        storage.write("empty/notes.txt", new byte[] {1});
        Ran empty = trusting("s3://images/empty");
        assertEquals(ExitCode.BAD_INPUT, empty.exitCode());
        assertTrue(empty.notes().contains("There is nothing to judge in s3://images/empty/"), empty::notes);
        Ran forbidden = trusting("s3://forbidden/line");
        assertEquals(ExitCode.BAD_INPUT, forbidden.exitCode());
        assertTrue(forbidden.notes().contains("AccessDenied"), forbidden::notes);
        Ran untrusted = rejudge("s3://images/empty");
        assertEquals(ExitCode.BAD_INPUT, untrusted.exitCode());
        assertTrue(untrusted.notes().contains("trusted by the certificates"), untrusted::notes);
        Ran noPlace = trusting("s3://");
        assertEquals(ExitCode.BAD_INPUT, noPlace.exitCode());
        assertTrue(noPlace.notes().contains("cannot be a bucket"), noPlace::notes);
    }
}
