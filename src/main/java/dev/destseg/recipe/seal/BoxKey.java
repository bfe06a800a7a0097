package dev.destseg.recipe.seal;

import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

/**
 * The key of a box, in a file that its owner alone may read. Whoever has the disk without this file cannot read what was
 * sealed; whoever loses the file cannot either. Safe between threads. Its text shows nothing secret.
 */
public final class BoxKey {
    static final int BYTES = 32;

    private static final String BEGIN = "destseg-box-key-1:";
    private static final byte[] NAMING = "destseg box key".getBytes(StandardCharsets.US_ASCII);
    private static final int NAME_BYTES = 4;
    private static final long MAX_FILE_BYTES = 1024;

    private final Path file;
    private final byte[] secret;

    private BoxKey(Path file, byte[] secret) {
        this.file = file.toAbsolutePath();
        this.secret = secret;
    }

    /** @throws InputException when there is none, it is damaged, or others than its owner may read it */
    public static BoxKey read(Path file) {
        try {
            FileGuard.requireSecret(file, "The box key");
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw unusable(file);
            }
            String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
            byte[] secret =
                    text.startsWith(BEGIN) ? Base64.getDecoder().decode(text.substring(BEGIN.length())) : new byte[0];
            if (secret.length != BYTES) {
                throw unusable(file);
            }
            return new BoxKey(file, secret);
        } catch (IllegalArgumentException e) {
            throw unusable(file);
        } catch (IOException e) {
            throw new InputException(
                    "The box key " + file + " cannot be read: " + e + ". Bring it back from where a copy is kept", e);
        }
    }

    private static InputException unusable(Path file) {
        return new InputException("The file " + file + " holds no box key, as 'destseg key create-box' makes it");
    }

    /**
     * Makes a key in a new file that its owner alone may read.
     *
     * @throws InputException when the file exists, or cannot be written
     */
    public static BoxKey create(Path file) {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        byte[] text = (BEGIN + Base64.getEncoder().encodeToString(secret) + "\n").getBytes(StandardCharsets.US_ASCII);
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap(text));
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            throw new InputException(
                    "The file " + file
                            + " exists already and is not overwritten: what was sealed with it would be lost",
                    e);
        } catch (IOException e) {
            throw new InputException("The box key " + file + " cannot be written: " + e, e);
        }
        return new BoxKey(file, secret);
    }

    public Path file() {
        return file;
    }

    /** Eight hexadecimal digits that follow from the key and give nothing of it away. */
    public String name() {
        return HexFormat.of().formatHex(SegmentCipher.derive(secret, new byte[0], NAMING, NAME_BYTES));
    }

    /** Writes bytes so that they are sealed. */
    @FunctionalInterface
    public interface Writing {
        void to(OutputStream output) throws IOException;
    }

    /**
     * Seals what is written; leaves the stream open.
     *
     * @param context what is sealed; it opens with the same one alone
     */
    public void seal(OutputStream output, byte[] context, Writing writing) throws IOException {
        SealingStream sealing = new SealingStream(output, secret, context);
        writing.to(sealing);
        sealing.finish();
    }

    /**
     * What was sealed. Memory: two mebibytes.
     *
     * @param input closed with the stream that is returned, and when none is
     * @throws BrokenSealException here and from the stream, when it was not sealed so with this key
     */
    public InputStream open(InputStream input, byte[] context) throws IOException {
        try {
            return new OpeningStream(input, secret, context);
        } catch (IOException e) {
            input.close();
            throw e;
        }
    }

    /** How many bytes so many have when they are sealed. */
    public static long sealedSize(long bytes) {
        long whole = SegmentCipher.capacity(false);
        long segments = Math.max(1, (bytes + SegmentCipher.HEADER + whole - 1) / whole);
        return SegmentCipher.HEADER + bytes + segments * SegmentCipher.TAG;
    }

    @Override
    public String toString() {
        return "box key " + name();
    }
}
