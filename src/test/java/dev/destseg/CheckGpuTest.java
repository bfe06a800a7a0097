package dev.destseg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/check-gpu}, as far as it goes without a GPU. */
class CheckGpuTest {
    private static final String SCRIPT =
            Path.of("scripts", "check-gpu").toAbsolutePath().toString();

    @TempDir
    Path folder;

    @Test
    void saysPlainlyThatThereIsNoGpuAndWhatTheMachineIs() throws Exception {
        Assumptions.assumeFalse(
                Files.exists(Path.of("/proc/driver/nvidia/version")), "Not run: this machine has an NVIDIA driver");
        Shell.Outcome outcome = run("--out", "result.txt");
        assertEquals(1, outcome.code(), outcome::toString);
        assertTrue(outcome.out().contains("There is no NVIDIA GPU on this machine"), outcome::toString);
        String written = Files.readString(folder.resolve("result.txt"));
        assertEquals(outcome.out(), written);
        assertTrue(written.contains("processor   "), written);
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        assertEquals(2, run("--fast").code());
        assertEquals(2, run("--out").code());
        assertEquals(2, run("--out", "absent/result.txt").code());
        assertTrue(run("--help").out().startsWith("Usage: scripts/check-gpu"));
    }

    private Shell.Outcome run(String... options) throws Exception {
        String[] command = new String[options.length + 1];
        command[0] = SCRIPT;
        System.arraycopy(options, 0, command, 1, options.length);
        return new Shell(folder, Map.of("PATH", System.getenv("PATH"))).run(command);
    }
}
