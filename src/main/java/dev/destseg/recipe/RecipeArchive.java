package dev.destseg.recipe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.tensor.InputException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A recipe as one file: an OCI layout in a TAR, with the signatures that are known of it. The same recipe with the same
 * signatures gives the same bytes.
 */
public final class RecipeArchive {
    static final String INDEX = "index.json";
    static final String LAYOUT = "oci-layout";
    static final String BLOBS = "blobs/sha256/";

    private static final String INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
    private static final String REFERENCE = "org.opencontainers.image.ref.name";

    private final TarArchiveOutputStream tar;
    private final Set<Sha256> written = new HashSet<>();

    private RecipeArchive(TarArchiveOutputStream tar) {
        this.tar = tar;
    }

    /**
     * Writes a recipe, checked against its digests once more; leaves the stream open.
     *
     * @throws InputException when a file was changed since the recipe was read; what was written is no archive then
     */
    public static void write(StoredRecipe stored, List<Signature> signatures, OutputStream output) throws IOException {
        BufferedOutputStream buffered = new BufferedOutputStream(output);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(buffered);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        new RecipeArchive(tar).write(stored, signatures);
        tar.finish();
        buffered.flush(); // Flushing the TAR does not reach it.
    }

    private void write(StoredRecipe stored, List<Signature> signatures) throws IOException {
        Recipe recipe = stored.recipe();
        Blob manifest = Blob.of(ModelPack.MANIFEST_TYPE, recipe.manifest());
        byte[] attached = SignatureManifest.encode(manifest, signatures);
        put(LAYOUT, "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
        put(INDEX, index(recipe, manifest, signatures.isEmpty() ? new byte[0] : attached));
        putBlob(recipe.manifest());
        putBlob(ModelPack.config(recipe));
        if (!signatures.isEmpty()) {
            putBlob(attached);
            putBlob(SignatureManifest.config(signatures));
            for (Signature signature : signatures) {
                putBlob(signature.payload());
            }
        }
        putBlob(recipe.json());
        for (Map.Entry<String, RecipeFile> file : recipe.files().entrySet()) {
            if (written.add(file.getValue().digest())) {
                put(BLOBS + file.getValue().digest().hex(), file.getValue().size(), stored.content(file.getKey()));
            }
        }
    }

    private static byte[] index(Recipe recipe, Blob manifest, byte[] signatures) {
        ObjectNode index = JsonNodeFactory.instance.objectNode();
        index.put("schemaVersion", 2).put("mediaType", INDEX_TYPE);
        ArrayNode manifests = index.putArray("manifests");
        RecipeDescription description = recipe.description();
        String name = description.name() + "-" + description.version();
        manifests.add(named(manifest, ModelPack.ARTIFACT_TYPE, name));
        if (signatures.length > 0) {
            manifests.add(named(
                    Blob.of(ModelPack.MANIFEST_TYPE, signatures),
                    SignatureManifest.ARTIFACT_TYPE,
                    SignatureManifest.tag(manifest.digest())));
        }
        return CanonicalJson.encode(index);
    }

    private static ObjectNode named(Blob manifest, String artifactType, String name) {
        ObjectNode entry = ModelPack.descriptor(manifest).put("artifactType", artifactType);
        entry.putObject("annotations").put(REFERENCE, name);
        return entry;
    }

    private void putBlob(byte[] bytes) throws IOException {
        Sha256 digest = Sha256.of(bytes);
        if (written.add(digest)) {
            put(BLOBS + digest.hex(), bytes);
        }
    }

    private void put(String name, byte[] bytes) throws IOException {
        put(name, bytes.length, Content.of(bytes));
    }

    private void put(String name, long size, Content content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setModTime(0); // No clock: the same recipe, the same bytes.
        entry.setSize(size);
        tar.putArchiveEntry(entry);
        content.writeTo(tar);
        tar.closeArchiveEntry();
    }
}
