package dev.destseg.recipe;

import dev.destseg.recipe.seal.BoxKey;
import dev.destseg.recipe.seal.BrokenSealException;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * The files of a recipe in a directory, as they are or sealed. A sealed one is named after the file and the key, as {@code
 * model.onnx.1f2e3d4c.sealed}, and opens as that file alone. recipe.json is never sealed, so that it can be said of every
 * recipe what it is.
 */
record RecipeFiles(Path directory, Sealing sealing) {
    private static final Pattern SEALED = Pattern.compile("(.+)\\.([0-9a-f]{8})\\.sealed");

    /** The file that a name in the directory stands for. */
    static String plain(String name) {
        Matcher matcher = SEALED.matcher(name);
        return matcher.matches() ? matcher.group(1) : name;
    }

    Path path(String file) {
        return directory.resolve(file);
    }

    Path sealed(String file, BoxKey key) {
        return directory.resolve(file + "." + key.name() + ".sealed");
    }

    /**
     * The bytes of a file, which are still to be checked against the digest.
     *
     * @throws InputException when it is sealed and cannot be opened here
     * @throws IOException when it is not there, or was changed after it was sealed
     */
    InputStream open(String file, Sha256 digest) throws IOException {
        try {
            return Files.newInputStream(path(file));
        } catch (NoSuchFileException absent) {
            return openSealed(file, digest, absent);
        }
    }

    /** The bytes of a file for writing them elsewhere, which fails when they are other than they should be. */
    Content content(String file, RecipeFile expected) {
        return output -> {
            MessageDigest digest = Sha256.algorithm();
            write(file, expected, new DigestOutputStream(output, digest));
            requireUnchanged(file, Sha256.finished(digest).equals(expected.digest()));
        };
    }

    /** The same, where a checksum may be known of when the file was whole. */
    Content content(String file, RecipeFile expected, OptionalLong known) {
        if (known.isEmpty()) {
            return content(file, expected);
        }
        return output -> {
            CRC32C checksum = new CRC32C();
            write(file, expected, new CheckedOutputStream(output, checksum));
            requireUnchanged(file, checksum.getValue() == known.getAsLong());
        };
    }

    private void write(String file, RecipeFile expected, OutputStream output) throws IOException {
        try (InputStream input = open(file, expected.digest())) {
            input.transferTo(output);
        } catch (BrokenSealException e) {
            throw new InputException("The file " + path(file) + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void requireUnchanged(String file, boolean unchanged) {
        if (!unchanged) {
            throw new InputException("The file " + path(file) + " was changed since the recipe was read");
        }
    }

    private InputStream openSealed(String file, Sha256 digest, NoSuchFileException absent) throws IOException {
        Optional<BoxKey> key = sealing.key();
        if (key.isPresent() && Files.exists(sealed(file, key.get()))) {
            return key.get().open(Files.newInputStream(sealed(file, key.get())), context(digest));
        }
        String other = sealedWith(file).orElseThrow(() -> absent);
        throw new InputException(file + " of " + directory + " cannot be read: " + sealing.whyNot(other));
    }

    private static byte[] context(Sha256 digest) {
        return digest.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** The name of the key that a file is sealed with. */
    private Optional<String> sealedWith(String file) throws IOException {
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(path(file).getParent())) {
            for (Path each : paths) {
                Matcher matcher = SEALED.matcher(directory.relativize(each).toString());
                if (matcher.matches() && matcher.group(1).equals(file)) {
                    return Optional.of(matcher.group(2));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Looks at the size on disk alone, so that nothing that is far too large is read.
     *
     * @throws IllegalArgumentException when it cannot be a file of so many bytes
     */
    void requireSize(String file, long bytes) throws IOException {
        boolean plain = Files.exists(path(file));
        Optional<Path> sealed = sealing.key().map(key -> sealed(file, key)).filter(Files::exists);
        if (!plain && sealed.isEmpty()) {
            return; // Opening it tells why it cannot be read.
        }
        long size = Files.size(plain ? path(file) : sealed.get());
        if (size != (plain ? bytes : BoxKey.sealedSize(bytes))) {
            throw new IllegalArgumentException(
                    file + " has " + size + " bytes" + (plain ? "" : " sealed") + ", where the manifest says " + bytes);
        }
    }

    /** Writes a file, sealed if that is wanted, and forces it to disk. */
    void write(String file, Sha256 digest, Content content) throws IOException {
        Optional<BoxKey> key = sealing.forWriting();
        Files.createDirectories(path(file).getParent());
        if (key.isEmpty()) {
            AtomicFile.writeForced(path(file), content);
        } else {
            AtomicFile.writeForced(sealed(file, key.get()), output -> seal(key.get(), digest, content, output));
        }
    }

    static void seal(BoxKey key, Sha256 digest, Content content, OutputStream output) throws IOException {
        key.seal(output, context(digest), content::writeTo);
    }
}
