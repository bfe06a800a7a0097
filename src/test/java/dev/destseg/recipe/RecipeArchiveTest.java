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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recipes as one file: what comes back, and one broken file for each refusal. */
class RecipeArchiveTest {
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
    void anExportedRecipeIsImportedElsewhereWithItsSignatures() {
        store.add(recipe.directory());
        Signature signature = new Signature(new byte[] {'{', '}'}, "c2lnbmVk", Optional.empty(), Optional.of("chain"));
        store.addSignatures(recipe.recipe().digest(), List.of(signature));
        byte[] archive = exported();
        RecipeStore elsewhere = RecipeStore.open(folder.resolve("elsewhere"));

        StoredRecipe imported =
                elsewhere.importFrom(new ByteArrayInputStream(archive), "tiny.tar", RecipeAdmission.EVERY);

        assertEquals(recipe.recipe(), imported.recipe());
        assertArrayEquals(recipe.bytes(Recipe.MODEL), imported.bytes(Recipe.MODEL));
        assertEquals(
                imported, elsewhere.importFrom(new ByteArrayInputStream(archive), "tiny.tar", RecipeAdmission.EVERY));
        assertEquals(List.of(signature), elsewhere.signatures(imported.recipe().digest()));
        assertArrayEquals(archive, exported());
        elsewhere.delete(imported.recipe().digest());
        assertEquals(List.of(), elsewhere.signatures(imported.recipe().digest()));
    }

    private byte[] exported() {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        store.exportTo(recipe.recipe().digest(), output);
        return output.toByteArray();
    }

    @Test
    void theOrderOfThePartsAndTheWayNamesBeginDoNotMatter() throws IOException {
        List<String> names = new ArrayList<>(entries().keySet());
        Map<String, byte[]> turned = new LinkedHashMap<>();
        for (int i = names.size() - 1; i >= 0; i--) {
            turned.put("./" + names.get(i), entries().get(names.get(i)));
        }
        assertEquals(
                recipe.recipe(),
                store.importFrom(new ByteArrayInputStream(tar(turned)), "tiny.tar", RecipeAdmission.EVERY)
                        .recipe());
    }

    @Test
    void refusesWhatIsNoArchive() throws IOException {
        refuses("no TAR", new byte[0]);
        refuses("no TAR", "photograph".getBytes(StandardCharsets.US_ASCII));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(tar(entries()));
        }
        refuses("no TAR", packed.toByteArray());
    }

    @Test
    void refusesATruncatedArchive() throws IOException {
        byte[] whole = tar(entries());
        refuses("is missing", Arrays.copyOf(whole, whole.length / 1024 * 512));
        refuses("cut short", Arrays.copyOf(whole, 512 + 512 + 512 + 77));
        refuses("no TAR", Arrays.copyOf(whole, 100));
    }

    @Test
    void refusesAPathThatLeadsOutOfTheRecipe() throws IOException {
        for (String name : new String[] {"../escaped", "/tmp/escaped", "blobs/sha256/../../../escaped"}) {
            refuses("does not belong there", with(name, new byte[] {1}));
        }
        assertFalse(Files.exists(folder.resolve("escaped")));
        assertFalse(Files.exists(folder.resolve("store/escaped")));
    }

    @Test
    void refusesABlobThatComesTwice() throws IOException {
        Map<String, byte[]> entries = entries();
        String model = blob(recipe.bytes(Recipe.MODEL));
        entries.put("./" + model, recipe.bytes(Recipe.MODEL));
        refuses("'" + model + "' does not belong there", tar(entries));
    }

    @Test
    void refusesALink() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry link = new TarArchiveEntry(blob(recipe.bytes(Recipe.MODEL)), TarConstants.LF_SYMLINK);
            link.setLinkName("/etc/passwd");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }
        refuses("does not belong there", bytes.toByteArray());
    }

    @Test
    void refusesABlobThatWasChanged() throws IOException {
        byte[] model = recipe.bytes(Recipe.MODEL);
        String name = blob(model);
        model[model.length / 2] ^= 1;
        Map<String, byte[]> entries = entries();
        entries.put(name, model);
        refuses("others than its digest says", tar(entries));
    }

    @Test
    void refusesMoreThanARecipeCanTake() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes);
        TarArchiveEntry huge = new TarArchiveEntry(blob(new byte[0]));
        huge.setSize(3_000_000_000L);
        tar.putArchiveEntry(huge);
        refuses("no more is unpacked", bytes.toByteArray());
        Map<String, byte[]> many = new LinkedHashMap<>();
        for (int i = 0; i < 400; i++) {
            byte[] content = {(byte) i, (byte) (i >> 8)};
            many.put(blob(content), content);
        }
        refuses("no more is unpacked", tar(many));
    }

    @Test
    void refusesAnArchiveThatLacksAFile() throws IOException {
        Map<String, byte[]> entries = entries();
        entries.remove(blob(recipe.bytes(Recipe.MODEL)));
        refuses("model.onnx is missing", tar(entries));
        Map<String, byte[]> withoutManifest = entries();
        withoutManifest.remove(blob(recipe.recipe().manifest()));
        refuses("manifest " + recipe.recipe().digest() + " is missing", tar(withoutManifest));
    }

    @Test
    void refusesAManifestThatDoesNotFollowFromTheRecipe() throws IOException {
        String manifest = new String(recipe.recipe().manifest(), StandardCharsets.UTF_8);
        refuses("names a file '../x'", withManifest(manifest.replace("golden/grey-0.png", "../x")));
        refuses("nothing is unpacked", withManifest(manifest.replaceFirst("weight\\.v1\\.raw", "weight.v1.tar+gzip")));
        refuses(
                "different contents of model.onnx",
                withManifest(manifest.replace(
                        recipe.recipe().files().get(Recipe.MODEL).digest().hex(),
                        recipe.recipe()
                                .files()
                                .get("golden/grey-0.png")
                                .digest()
                                .hex())));
        refuses("is not the one that follows", withManifest(manifest + " "));
        refuses("names no recipe.json", withManifest(manifest.replace("recipe.json", "other.json")));
        refuses("0 recipes", withManifest(manifest.replace("vnd.cncf.model.manifest", "vnd.other")));
        refuses("no JSON", withManifest(manifest.substring(1)));
        refuses("too large", withManifest(manifest + " ".repeat(1 << 20)));
    }

    private byte[] withManifest(String manifest) throws IOException {
        byte[] bytes = manifest.getBytes(StandardCharsets.UTF_8);
        Map<String, byte[]> entries = entries();
        entries.remove(blob(recipe.recipe().manifest()));
        entries.put(blob(bytes), bytes);
        String index = new String(entries.get("index.json"), StandardCharsets.UTF_8);
        entries.put(
                "index.json",
                index.replace(recipe.recipe().digest().hex(), Sha256.of(bytes).hex())
                        .getBytes(StandardCharsets.UTF_8));
        return tar(entries);
    }

    private byte[] with(String name, byte[] content) throws IOException {
        Map<String, byte[]> entries = entries();
        entries.put(name, content);
        return tar(entries);
    }

    private static String blob(byte[] bytes) {
        return "blobs/sha256/" + Sha256.of(bytes).hex();
    }

    private Map<String, byte[]> entries() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RecipeArchive.write(recipe, List.of(), bytes);
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.put(entry.getName(), tar.readAllBytes());
            }
        }
        return entries;
    }

    private static byte[] tar(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                TarArchiveEntry made = new TarArchiveEntry(entry.getKey(), true);
                made.setSize(entry.getValue().length);
                tar.putArchiveEntry(made);
                tar.write(entry.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private void refuses(String reason, byte[] archive) throws IOException {
        InputException refusal = assertThrows(
                InputException.class,
                () -> store.importFrom(new ByteArrayInputStream(archive), "tiny.tar", RecipeAdmission.EVERY));
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("tiny.tar"), refusal.getMessage());
        assertEquals(0, store.list().recipes().size());
        try (Stream<Path> left = Files.list(folder.resolve("store"))) {
            assertEquals(1, left.count());
        }
    }
}
