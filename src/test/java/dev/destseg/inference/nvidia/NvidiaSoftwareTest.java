package dev.destseg.inference.nvidia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.inference.nvidia.NvidiaSoftware.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NvidiaSoftwareTest {
    /** A library that every Linux has, in the place of the driver's. */
    private static final String PRESENT = "libm.so.6";

    @TempDir
    private Path folder;

    @Test
    void lacksNothingWhereAllIsFound() throws IOException {
        NvidiaSoftware software = software("580.65.06", PRESENT, new Library("libc.so.6", "the C library"));
        assertEquals(Optional.empty(), software.lack());
        assertTrue(software.hasDriver());
    }

    @Test
    void tellsThatADriverIsTooOldBeforeItLoadsAnything() throws IOException {
        String lack = software("535.183.01", "libabsent.so.1").lack().orElseThrow();
        assertTrue(lack.contains("release 535") && lack.contains("580 or later; update the driver"), lack);
    }

    @Test
    void takesTheFirstDriverOfCuda13() throws IOException {
        assertEquals(Optional.empty(), software("580.00", PRESENT).lack());
        assertTrue(software("579.99", PRESENT).lack().isPresent());
    }

    /** Boards whose driver tells no release have its library all the same. */
    @Test
    void goesByTheLibraryWhereTheDriverTellsNoRelease() {
        NvidiaSoftware board = new NvidiaSoftware(folder.resolve("absent"), PRESENT, List.of());
        assertTrue(board.hasDriver());
        assertEquals(Optional.empty(), board.lack());
    }

    @Test
    void tellsThatThereIsNoDriver() {
        NvidiaSoftware none = new NvidiaSoftware(folder.resolve("absent"), "libabsent.so.1", List.of());
        assertFalse(none.hasDriver());
        String lack = none.lack().orElseThrow();
        assertTrue(lack.contains("no NVIDIA driver") && lack.contains("libabsent.so.1"), lack);
    }

    @Test
    void namesTheProductWhoseLibraryIsMissingAndWhatToDo() throws IOException {
        NvidiaSoftware software = software(
                "580.65.06", PRESENT, new Library("libc.so.6", "here"), new Library("libabsent.so.9", "cuXYZ 9"));
        String lack = software.lack().orElseThrow();
        assertTrue(lack.startsWith("cuXYZ 9 is missing") && lack.contains("libabsent.so.9"), lack);
        assertTrue(lack.contains("LD_LIBRARY_PATH"), lack);
    }

    private NvidiaSoftware software(String release, String driver, Library... libraries) throws IOException {
        Path version = folder.resolve("version");
        Files.writeString(
                version,
                "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  " + release
                        + "  Release Build  (dvs-builder)\nGCC version:  gcc version 12.2.0\n");
        return new NvidiaSoftware(version, driver, List.of(libraries));
    }
}
