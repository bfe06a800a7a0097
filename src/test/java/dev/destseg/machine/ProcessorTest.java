package dev.destseg.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorTest {
    @TempDir
    private Path folder;

    @Test
    void knowsWhichProcessorsAddProductsOfBytes() throws IOException {
        assertEquals(true, adds("flags\t\t: fpu vme avx512f avx512_vnni rdpid\n"));
        assertEquals(true, adds("flags\t\t: fpu avx2 avx_vnni\n"));
        assertEquals(true, adds("Features\t: fp asimd evtstrm asimddp\n"));
        assertEquals(false, adds("flags\t\t: fpu vme avx2 fma\nbugs\t\t: avx512_vnni\n"));
    }

    @Test
    void assumesNothingWhereNothingIsTold() {
        assertFalse(new Processor(folder.resolve("absent")).addsProductsOfBytes());
    }

    private boolean adds(String description) throws IOException {
        return new Processor(Files.writeString(folder.resolve("cpuinfo"), "processor\t: 0\n" + description))
                .addsProductsOfBytes();
    }
}
