package dev.destseg.line.bucket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.tensor.InputException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageAddressTest {
    private static StorageAddress address(Optional<String> endpoint, String region, Duration patience) {
        return new StorageAddress(
                endpoint.map(URI::create), region, true, Optional.empty(), Optional.empty(), patience);
    }

    @Test
    void isAmazonsWhereNoneIsNamed() {
        assertEquals(
                "Amazon S3 in eu-central-1",
                address(Optional.empty(), "eu-central-1", Duration.ofSeconds(1)).toString());
        assertEquals(
                "http://storage:9000",
                address(Optional.of("http://storage:9000"), "us-east-1", Duration.ofSeconds(1))
                        .toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"storage:9000", "ftp://storage", "https:storage", "https://key:secret@storage"})
    void refusesWhatIsNoAddressOrHasAPasswordAndDoesNotRepeatThat(String endpoint) {
        String message = assertThrows(
                        InputException.class, () -> address(Optional.of(endpoint), "us-east-1", Duration.ofSeconds(1)))
                .getMessage();
        assertTrue(message.contains("https://storage.plant.example:9000"), message);
        assertFalse(message.contains("key:secret"), message);
    }

    @Test
    void refusesARegionWithoutANameAndAPatienceThatIsNone() {
        assertThrows(InputException.class, () -> address(Optional.empty(), " ", Duration.ofSeconds(1)));
        assertThrows(InputException.class, () -> address(Optional.empty(), "us-east-1", Duration.ZERO));
    }
}
