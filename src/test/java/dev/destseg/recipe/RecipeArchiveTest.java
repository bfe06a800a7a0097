package dev.destseg.recipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.inspection.TinyRecipe;
import dev.destseg.tensor.InputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recipes as one file: what comes back, and one broken file for each refusal. */
class RecipeArchiveTest {
    private static final int CENTRAL_ENTRY = 0x02014b50;
    private static final int EXTERNAL_ATTRIBUTES = 38;

    @TempDir
    private Path folder;

    private StoredRecipe recipe;
    private RecipeStore store;

    @BeforeEach
    void make() {
        recipe = TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("recipe"));
        store = RecipeStore.open(folder.resolve("store"));
    }

    @Test
    void anExportedRecipeIsImportedElsewhere() {
        store.add(recipe.directory());
        byte[] archive = exported();
        RecipeStore elsewhere = RecipeStore.open(folder.resolve("elsewhere"));

        StoredRecipe imported = elsewhere.importFrom(new ByteArrayInputStream(archive), "tiny.zip");

        assertEquals(recipe.recipe(), imported.recipe());
        assertArrayEquals(recipe.bytes(Recipe.MODEL), imported.bytes(Recipe.MODEL));
        assertEquals(imported, elsewhere.importFrom(new ByteArrayInputStream(archive), "tiny.zip"));
        assertArrayEquals(archive, exported());
    }

    private byte[] exported() {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        store.exportTo(recipe.recipe().digest(), output);
        return output.toByteArray();
    }

    @Test
    void refusesWhatIsNoArchive() throws IOException {
        refuses("does not begin with recipe.json", new byte[0]);
        refuses("does not begin with recipe.json", "photograph".getBytes(StandardCharsets.US_ASCII));
        Map<String, byte[]> entries = entries();
        byte[] manifest = entries.remove(Recipe.MANIFEST);
        entries.put(Recipe.MANIFEST, manifest);
        refuses("does not begin with recipe.json", zip(entries));
    }

    @Test
    void refusesATruncatedArchive() throws IOException {
        byte[] whole = zip(entries());
        refuses("tiny.zip", Arrays.copyOf(whole, whole.length / 2));
        refuses("tiny.zip", Arrays.copyOf(whole, 100));
    }

    @Test
    void refusesAPathThatLeadsOutOfTheRecipe() throws IOException {
        for (String name :
                new String[] {"../escaped", "/tmp/escaped", "golden/../../escaped", "model.onnx/../escaped"}) {
            refuses("does not belong there", with(name, new byte[] {1}));
        }
        assertFalse(Files.exists(folder.resolve("escaped")));
        assertFalse(Files.exists(folder.resolve("store/escaped")));
    }

    @Test
    void refusesFilesThatTheManifestDoesNotName() throws IOException {
        refuses("'notes.txt' does not belong there", with("notes.txt", new byte[] {1}));
        refuses("'golden/extra.png' does not belong there", with("golden/extra.png", new byte[] {1}));
        refuses("'golden/' does not belong there", with("golden/", new byte[0]));
    }

    @Test
    void refusesAFileThatComesTwice() throws IOException {
        byte[] archive = with("mOdel.onnx", recipe.bytes(Recipe.MODEL));
        String text = new String(archive, StandardCharsets.ISO_8859_1).replace("mOdel.onnx", "model.onnx");
        refuses("'model.onnx' does not belong there", text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** In a ZIP a link is a file with a mark and its target as content, which is never followed. */
    @Test
    void refusesALink() throws IOException {
        Map<String, byte[]> entries = entries();
        entries.put(Recipe.MODEL, "/etc/passwd".getBytes(StandardCharsets.US_ASCII));
        refuses("model.onnx has other than", markedAsLinks(zip(entries)));
    }

    @Test
    void refusesAFileThatWasChanged() throws IOException {
        byte[] model = recipe.bytes(Recipe.MODEL);
        model[model.length / 2] ^= 1;
        Map<String, byte[]> entries = entries();
        entries.put(Recipe.MODEL, model);
        refuses("model.onnx was changed", zip(entries));
    }

    @Test
    void refusesAFileOfAnotherSize() throws IOException {
        Map<String, byte[]> entries = entries();
        entries.put(Recipe.MODEL, new byte[50_000_000]);
        refuses("model.onnx has other than", zip(entries));
        entries.put(Recipe.MODEL, new byte[1]);
        refuses("model.onnx has other than", zip(entries));
    }

    @Test
    void refusesAnArchiveThatLacksAFile() throws IOException {
        Map<String, byte[]> entries = entries();
        entries.remove(Recipe.MODEL);
        refuses("model.onnx is missing", zip(entries));
    }

    @Test
    void refusesABadManifest() throws IOException {
        String manifest = new String(recipe.recipe().manifest(), StandardCharsets.UTF_8);
        refuses("no JSON", withManifest(manifest.substring(1)));
        refuses("canonical", withManifest(manifest + " "));
        refuses("too large", withManifest(manifest + " ".repeat(1 << 20)));
        refuses(
                "no file named",
                withManifest(manifest.replace(
                        "\"files\":{",
                        "\"files\":{\"../x\":{\"digest\":\"" + Sha256.of(new byte[0]) + "\",\"size\":0},")));
        String size = "\"size\":" + recipe.bytes(Recipe.MODEL).length;
        assertTrue(manifest.contains(size), manifest);
        refuses("at most 2147483648 are unpacked", withManifest(manifest.replace(size, "\"size\":3000000000")));
    }

    private byte[] withManifest(String manifest) throws IOException {
        Map<String, byte[]> entries = entries();
        entries.put(Recipe.MANIFEST, manifest.getBytes(StandardCharsets.UTF_8));
        return zip(entries);
    }

    private byte[] with(String name, byte[] content) throws IOException {
        Map<String, byte[]> entries = entries();
        entries.put(name, content);
        return zip(entries);
    }

    private Map<String, byte[]> entries() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(Recipe.MANIFEST, recipe.recipe().manifest());
        recipe.recipe().files().keySet().forEach(file -> entries.put(file, recipe.bytes(file)));
        return entries;
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] markedAsLinks(byte[] archive) {
        ByteBuffer buffer = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i + EXTERNAL_ATTRIBUTES + 4 <= archive.length; i++) {
            if (buffer.getInt(i) == CENTRAL_ENTRY) {
                buffer.putShort(i + 4, (short) 0x0314); // Made by Unix.
                buffer.putInt(i + EXTERNAL_ATTRIBUTES, 0120777 << 16);
            }
        }
        return archive;
    }

    private void refuses(String reason, byte[] archive) throws IOException {
        InputException refusal = assertThrows(
                InputException.class, () -> store.importFrom(new ByteArrayInputStream(archive), "tiny.zip"));
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("tiny.zip"), refusal.getMessage());
        assertEquals(0, store.list().recipes().size());
        try (Stream<Path> left = Files.list(folder.resolve("store"))) {
            assertEquals(1, left.count());
        }
    }
}
