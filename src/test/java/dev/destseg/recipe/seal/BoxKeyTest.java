package dev.destseg.recipe.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import dev.destseg.tensor.InputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoxKeyTest {
    private static final byte[] CONTEXT = "model.onnx".getBytes(StandardCharsets.US_ASCII);
    private static final int FIRST = SegmentCipher.capacity(true);

    @TempDir
    private Path folder;

    private BoxKey key;

    @BeforeEach
    void make() {
        key = BoxKey.create(folder.resolve("box.key"));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, 1 << 16, (1 << 20) - 57, (1 << 20) - 56, (1 << 20) - 55, 2_097_096, 2_097_097, 3_500_000})
    void opensWhatItSealedWhichHasTheSizeThatWasForetold(int length) throws IOException {
        byte[] bytes = bytes(length);
        byte[] sealed = sealed(bytes);
        assertEquals(BoxKey.sealedSize(length), sealed.length);
        assertArrayEquals(bytes, opened(sealed));
    }

    /** The published format: Tink's own implementation reads what we write, and we read what it writes. */
    @ParameterizedTest
    @ValueSource(ints = {0, 5, (1 << 20) - 56, (1 << 20) - 55, 2_500_000})
    void tinkReadsWhatWeSealAndWeReadWhatTinkSeals(int length) throws Exception {
        AesGcmHkdfStreaming tink = new AesGcmHkdfStreaming(secret(), "HmacSha256", 32, 1 << 20, 0);
        byte[] bytes = bytes(length);

        try (InputStream input = tink.newDecryptingStream(new ByteArrayInputStream(sealed(bytes)), CONTEXT)) {
            assertArrayEquals(bytes, input.readAllBytes());
        }
        ByteArrayOutputStream theirs = new ByteArrayOutputStream();
        try (OutputStream output = tink.newEncryptingStream(theirs, CONTEXT)) {
            output.write(bytes);
        }
        assertArrayEquals(bytes, opened(theirs.toByteArray()));
    }

    private byte[] secret() throws IOException {
        String text = Files.readString(key.file()).strip();
        return Base64.getDecoder().decode(text.substring(text.indexOf(':') + 1));
    }

    @Test
    void doesNotOpenWhatWasChangedAnywhere() throws IOException {
        byte[] sealed = sealed(bytes(FIRST + 100));
        for (int place : new int[] {0, 1, 35, 40, 5000, (1 << 20) - 1, 1 << 20, sealed.length - 1}) {
            byte[] changed = sealed.clone();
            changed[place] ^= 1;
            assertThrows(BrokenSealException.class, () -> opened(changed), () -> "byte " + place);
        }
    }

    @Test
    void doesNotOpenWhatWasCutShortLengthenedOrPutInAnotherOrder() throws IOException {
        byte[] sealed = sealed(bytes(FIRST + 2 * SegmentCipher.capacity(false)));
        int segment = SegmentCipher.SEGMENT;
        assertEquals(3 * segment, sealed.length);
        byte[] turned = sealed.clone();
        System.arraycopy(sealed, segment, turned, 2 * segment, segment);
        System.arraycopy(sealed, 2 * segment, turned, segment, segment);
        for (byte[] broken : new byte[][] {
            Arrays.copyOf(sealed, 2 * segment),
            Arrays.copyOf(sealed, sealed.length - 1),
            Arrays.copyOf(sealed, sealed.length + 1),
            Arrays.copyOf(sealed, 20),
            new byte[0],
            turned
        }) {
            assertThrows(BrokenSealException.class, () -> opened(broken));
        }
    }

    @Test
    void opensWithTheSameKeyAndAsTheSameThingAlone() throws IOException {
        byte[] sealed = sealed(bytes(100));
        BoxKey other = BoxKey.create(folder.resolve("other.key"));
        assertThrows(BrokenSealException.class, () -> other.open(new ByteArrayInputStream(sealed), CONTEXT));
        assertThrows(BrokenSealException.class, () -> key.open(new ByteArrayInputStream(sealed), new byte[] {1}));
        assertFalse(key.name().equals(other.name()));
    }

    @Test
    void theSameBytesAreSealedDifferentlyEachTime() throws IOException {
        assertFalse(Arrays.equals(sealed(bytes(100)), sealed(bytes(100))));
    }

    @Test
    void aKeyIsReadAgainAndReadableByItsOwnerAlone() throws IOException {
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key.file())));
        BoxKey again = BoxKey.read(key.file());
        assertEquals(key.name(), again.name());
        assertFalse(again.toString().contains(Files.readString(key.file()).substring(20, 30)));
    }

    @Test
    void refusesAKeyThatOthersMayReadOrThatIsNone() throws IOException {
        Path file = key.file();
        refuses("is not overwritten", () -> BoxKey.create(file));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        refuses("chmod 600", () -> BoxKey.read(file));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, "destseg-box-key-1:AAAA");
        refuses("holds no box key", () -> BoxKey.read(file));
        Files.writeString(file, "x".repeat(2000));
        refuses("holds no box key", () -> BoxKey.read(file));
        Files.delete(file);
        refuses("cannot be read", () -> BoxKey.read(file));
    }

    private static void refuses(String reason, Runnable reading) {
        InputException refusal = assertThrows(InputException.class, reading::run);
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private byte[] sealed(byte[] bytes) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        key.seal(output, CONTEXT, plain -> {
            for (int begin = 0; begin < bytes.length; begin += 100_000) {
                plain.write(bytes, begin, Math.min(100_000, bytes.length - begin));
            }
        });
        return output.toByteArray();
    }

    private byte[] opened(byte[] sealed) throws IOException {
        try (InputStream input = key.open(new ByteArrayInputStream(sealed), CONTEXT)) {
            return input.readAllBytes();
        }
    }
}
