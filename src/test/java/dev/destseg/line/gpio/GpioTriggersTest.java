package dev.destseg.line.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.line.trigger.HeardSignals;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As far as it goes without a chip: addresses, and what the program says of a chip that is none. */
class GpioTriggersTest {
    @BeforeEach
    void requirePython() {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/python3")), "Not run: python3 of the system is not installed");
    }

    private static GpioTriggers triggers(String url) {
        return new GpioTriggers(URI.create(url), 0);
    }

    @Test
    void tellsTheProgramWhichEdgesCount() {
        assertEquals(
                "in:17:rising:high:as-is:5000", triggers("gpio://gpiochip0/17").wanted());
        assertEquals(
                "in:PART-IN:falling:low:pull-up:20000",
                triggers("gpio://gpiochip1/PART-IN?edge=falling&active=low&bias=pull-up&debounce=20ms")
                        .wanted());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpio:17",
                "gpio://gpiochip0/",
                "gpio://gpiochip0/../17:out",
                "gpio://gpiochip0/17?edge=both",
                "gpio://gpiochip0/17?debounce=5s",
                "gpio://gpiochip0/17?speed=9",
                "gpio://gpiochip0/17?bias"
            })
    void refusesWhatNamesNoLine(String url) {
        assertThrows(InputException.class, () -> triggers(url));
    }

    @Test
    void saysThatAChipIsNotThere() {
        String message = assertThrows(IOException.class, () -> triggers("gpio://no-such-chip/17")
                        .connect(new HeardSignals(new LinkedBlockingQueue<>())))
                .getMessage();
        assertTrue(message.contains("/dev/no-such-chip cannot be used: No such file or directory"), message);
    }

    @Test
    void saysThatADeviceIsNoChip() {
        String message = assertThrows(
                        IOException.class,
                        () -> GpioProcess.start(Path.of("/dev/null"), List.of("in:1:rising:high:as-is:0"), edge -> {}))
                .getMessage();
        assertTrue(message.contains("the line 1 cannot be had: Inappropriate ioctl"), message);
    }
}
