package dev.destseg.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Unpacks an OCI layout in a TAR, in whatever order its parts come. Blobs are written under their digests and nothing else
 * is written, so that no name in the file is ever a path; how much is written has a bound.
 */
final class ArchiveReader {
    /** Blobs of a recipe, and of as many signatures as there may be. */
    private static final int MAX_BLOBS = Recipe.MAX_FILES + 64;

    private static final int MAX_INDEX_BYTES = 1 << 18;
    private static final String NO_TAR = "it is no TAR with an OCI layout";

    private final BlobDirectory blobs;
    private Optional<byte[]> index = Optional.empty();
    private int count;
    private long bytes;

    private ArchiveReader(BlobDirectory blobs) {
        this.blobs = blobs;
    }

    /**
     * What was in the file.
     *
     * @param manifest digest of the recipe's manifest, which is among the blobs
     * @param signatures that came with it
     */
    record Unpacked(Sha256 manifest, List<Signature> signatures) {}

    /**
     * @param blobs an empty directory
     * @throws IllegalArgumentException when it is no archive of a recipe
     */
    static Unpacked unpack(InputStream input, Path blobs) throws IOException {
        ArchiveReader reader = new ArchiveReader(new BlobDirectory(blobs));
        try {
            reader.readAll(new TarArchiveInputStream(input));
        } catch (IOException e) {
            throw new IllegalArgumentException(NO_TAR + ", or it is cut short: " + e.getMessage(), e);
        }
        return reader.found();
    }

    private void readAll(TarArchiveInputStream tar) throws IOException {
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            String name = entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
            if (!entry.isDirectory()) {
                read(tar, entry, name);
            }
        }
    }

    private void read(InputStream tar, TarArchiveEntry entry, String name) throws IOException {
        Optional<Sha256> digest = name.startsWith(RecipeArchive.BLOBS)
                ? Sha256.ofDigits(name.substring(RecipeArchive.BLOBS.length()))
                : Optional.empty();
        boolean known = digest.isPresent() || name.equals(RecipeArchive.INDEX) || name.equals(RecipeArchive.LAYOUT);
        if (!known
                || entry.isLink()
                || entry.isSymbolicLink()
                || !entry.isFile()
                || digest.filter(blobs::has).isPresent()) {
            throw new IllegalArgumentException("its entry '" + name + "' does not belong there");
        }
        count++;
        bytes += entry.getSize();
        if (count > MAX_BLOBS || bytes > Recipe.MAX_BYTES) {
            throw new IllegalArgumentException("it has more than " + MAX_BLOBS + " parts or more than "
                    + Recipe.MAX_BYTES + " bytes; no more is unpacked");
        }
        if (digest.isPresent()) {
            blobs.receive(digest.get(), tar);
        } else if (name.equals(RecipeArchive.INDEX)) {
            index = Optional.of(tar.readNBytes(MAX_INDEX_BYTES + 1));
        }
    }

    private Unpacked found() throws IOException {
        byte[] json = index.orElseThrow(
                () -> new IllegalArgumentException(NO_TAR + ": " + RecipeArchive.INDEX + " is missing"));
        if (json.length > MAX_INDEX_BYTES) {
            throw new IllegalArgumentException(RecipeArchive.INDEX + " is too large");
        }
        List<Sha256> recipes = new ArrayList<>();
        List<byte[]> others = new ArrayList<>();
        for (JsonNode manifest : RecipeReader.json(json).path("manifests")) {
            Sha256 digest = Sha256.parse(manifest.path("digest").asText());
            byte[] content = blobs.bytes(digest, "its manifest " + digest, ModelPack.MAX_MANIFEST_BYTES);
            if (RecipeReader.json(content).path("artifactType").asText().equals(ModelPack.ARTIFACT_TYPE)) {
                recipes.add(digest);
            } else {
                others.add(content);
            }
        }
        if (recipes.size() != 1) {
            throw new IllegalArgumentException("it holds " + recipes.size() + " recipes, not one");
        }
        List<Signature> signatures = new ArrayList<>();
        for (byte[] other : others) {
            signatures.addAll(blobs.signatures(other));
        }
        return new Unpacked(recipes.get(0), signatures);
    }
}
