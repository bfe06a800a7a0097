package dev.destseg.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The blobs of one recipe in a directory, each named by the 64 digits of its digest. */
record BlobDirectory(Path path) {
    /**
     * Takes in a blob and forces it to disk.
     *
     * @throws IllegalArgumentException when the bytes are other than its name says
     */
    void receive(Sha256 expected, InputStream input) throws IOException {
        MessageDigest digest = Sha256.algorithm();
        AtomicFile.writeForced(path.resolve(expected.hex()), output -> copy(input, output, digest));
        if (!Sha256.finished(digest).equals(expected)) {
            throw new IllegalArgumentException("the bytes of blob " + expected + " are others than its digest says");
        }
    }

    private static void copy(InputStream input, OutputStream output, MessageDigest digest) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
            digest.update(buffer, 0, count);
            output.write(buffer, 0, count);
        }
    }

    boolean has(Sha256 digest) {
        return Files.isRegularFile(path.resolve(digest.hex()));
    }

    /** @throws IllegalArgumentException when it is not there or too large */
    byte[] bytes(Sha256 digest, String what, int most) throws IOException {
        Path blob = path.resolve(digest.hex());
        if (!has(digest)) {
            throw new IllegalArgumentException(what + " is missing");
        }
        if (Files.size(blob) > most) {
            throw new IllegalArgumentException(what + " is too large; at most " + most + " bytes are read");
        }
        return Files.readAllBytes(blob);
    }

    /** @throws IllegalArgumentException when the manifest is none of a recipe, or not the one of this recipe */
    Recipe describe(Sha256 manifest) throws IOException {
        byte[] bytes = bytes(manifest, "its manifest", ModelPack.MAX_MANIFEST_BYTES);
        byte[] json = bytes(
                ModelPack.description(bytes).digest(), "its " + Recipe.DESCRIPTION, RecipeReader.MAX_DESCRIPTION_BYTES);
        Recipe recipe = ModelPack.recipe(bytes, json);
        requireRoom(recipe);
        return recipe;
    }

    static void requireRoom(Recipe recipe) {
        if (recipe.bytes() > Recipe.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "its files take " + recipe.bytes() + " bytes; at most " + Recipe.MAX_BYTES + " are unpacked");
        }
    }

    /** Writes the files of a recipe, forced to disk. */
    void lay(Recipe recipe, RecipeFiles target) throws IOException {
        AtomicFile.writeForced(target.path(Recipe.DESCRIPTION), Content.of(recipe.json()));
        for (Map.Entry<String, RecipeFile> file : recipe.files().entrySet()) {
            Path blob = path.resolve(file.getValue().digest().hex());
            if (!Files.isRegularFile(blob)) {
                throw new IllegalArgumentException("the file " + file.getKey() + " is missing");
            }
            target.write(file.getKey(), file.getValue().digest(), Content.of(blob));
        }
    }

    /** The signatures that a manifest of them holds. */
    List<Signature> signatures(byte[] manifest) throws IOException {
        List<Signature> signatures = new ArrayList<>();
        for (SignatureManifest.Layer layer : SignatureManifest.decode(manifest)) {
            signatures.add(
                    layer.with(bytes(layer.payload().digest(), "a signed document", ModelPack.MAX_MANIFEST_BYTES)));
        }
        return signatures;
    }
}
