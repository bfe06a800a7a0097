package dev.destseg.line.bucket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.FreePort;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against SeaweedFS. */
class ObjectStorageTest {
    private static final long ENOUGH = 1_000_000;

    @TempDir
    static Path folder;

    private static RealStorage real;

    @BeforeAll
    static void start() throws Exception {
        real = RealStorage.start(folder.resolve("storage"), Optional.empty());
    }

    @AfterAll
    static void stop() {
        if (real != null) {
            real.close();
        }
    }

    private static ObjectName name(String key) {
        return new ObjectName(RealStorage.BUCKET, key);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static StorageAddress address(URI endpoint, Path credentials) {
        return new StorageAddress(
                Optional.of(endpoint),
                "us-east-1",
                true,
                Optional.of(credentials),
                Optional.empty(),
                Duration.ofSeconds(10));
    }

    @Test
    void readsWhatIsThereByWhateverKeyAndNothingWhereNothingIs() throws Exception {
        List<String> keys = List.of("1.png", "press 4/ü+%20&=?.png", "a/b/c~'(1).png");
        try (ObjectStorage storage = new ObjectStorage(real.address())) {
            for (String key : keys) {
                assertTrue(storage.read(name(key), ENOUGH).isEmpty(), key);
                real.write(key, bytes(key));
                assertArrayEquals(bytes(key), storage.read(name(key), ENOUGH).orElseThrow(), key);
            }
        }
    }

    @Test
    void refusesWhatIsLargerThanAllowed() throws Exception {
        real.write("large", new byte[1001]);
        try (ObjectStorage storage = new ObjectStorage(real.address())) {
            String message = assertThrows(InputException.class, () -> storage.read(name("large"), 1000))
                    .getMessage();
            assertTrue(message.contains("s3://images/large has 1001 bytes, more than the 1000 allowed"), message);
            assertEquals(1001, storage.read(name("large"), 1001).orElseThrow().length);
        }
    }

    @Test
    void listsWhatIsBelowAPlaceAlsoWhereThatIsMoreThanOneAnswerHolds() throws Exception {
        IntStream.range(0, 1005).parallel().forEach(i -> real.write("many/%04d.png".formatted(i), bytes("" + i)));
        real.write("many-others/1.png", bytes("no"));
        AtomicLong told = new AtomicLong();
        try (ObjectStorage storage = new ObjectStorage(real.address())) {
            List<StoredObject> found = new ArrayList<>();
            storage.list(name("many/"), page -> {
                found.addAll(page);
                told.accumulateAndGet(page.size(), Math::max);
            });
            assertEquals(
                    IntStream.range(0, 1005)
                            .mapToObj("many/%04d.png"::formatted)
                            .toList(),
                    found.stream().map(object -> object.name().key()).toList());
            assertEquals(2, found.get(10).size());
            assertEquals(1000, told.get(), "no page is all of it");
            storage.list(name("nothing/"), page -> assertEquals(List.of(), page));
        }
    }

    @Test
    void credentialsAreReadAgainSoThatTheyCanBeExchanged() throws Exception {
        real.write("kept", bytes("kept"));
        Path file = Files.writeString(folder.resolve("exchanged"), "AKBOX:old\n");
        try (ObjectStorage storage = new ObjectStorage(address(real.endpoint(), file))) {
            String message = assertThrows(IOException.class, () -> storage.read(name("kept"), ENOUGH))
                    .getMessage();
            assertTrue(message.contains("SignatureDoesNotMatch"), message);
            assertTrue(message.contains("give credentials that it knows"), message);
            Files.writeString(file, RealStorage.USER);
            assertTrue(storage.read(name("kept"), ENOUGH).isPresent());
            Files.writeString(file, "no colon");
            message = assertThrows(IOException.class, () -> storage.read(name("kept"), ENOUGH))
                    .getMessage();
            assertTrue(message.contains(file + " is not key:secret"), message);
            Files.delete(file);
            message = assertThrows(IOException.class, () -> storage.read(name("kept"), ENOUGH))
                    .getMessage();
            assertTrue(message.contains(file + " cannot be read"), message);
        }
    }

    @Test
    void saysWhichBucketIsNotGivenAndThatRightsMayBeMissing() throws Exception {
        try (ObjectStorage storage = new ObjectStorage(real.address())) {
            String message = assertThrows(
                            IOException.class, () -> storage.read(new ObjectName("forbidden", "1.png"), ENOUGH))
                    .getMessage();
            assertTrue(message.contains("s3://forbidden/1.png: it answers 403 AccessDenied"), message);
            assertTrue(message.contains("read and to list the bucket"), message);
            message = assertThrows(IOException.class, () -> storage.read(new ObjectName("absent", "1.png"), ENOUGH))
                    .getMessage();
            assertTrue(message.contains("NoSuchBucket"), message);
            message = assertThrows(IOException.class, () -> storage.list(new ObjectName("absent", ""), page -> {}))
                    .getMessage();
            assertTrue(message.contains("does not list s3://absent/"), message);
        }
    }

    @Test
    void storageThatIsAwayIsNoAbsentObject() throws Exception {
        URI nobody = URI.create("http://127.0.0.1:" + FreePort.find());
        try (ObjectStorage storage = new ObjectStorage(address(nobody, real.credentials()))) {
            String message = assertThrows(IOException.class, () -> storage.read(name("1.png"), ENOUGH))
                    .getMessage();
            assertTrue(message.contains("The storage " + nobody + " does not give s3://images/1.png"), message);
            assertTrue(message.contains("check the address, and that the storage runs"), message);
        }
    }
}
