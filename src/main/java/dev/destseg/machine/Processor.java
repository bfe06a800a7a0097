package dev.destseg.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the processor can do, as Linux tells it.
 *
 * @param description {@code /proc/cpuinfo}
 */
public record Processor(Path description) {
    /** Of x86 (AVX-512 VNNI, AVX-VNNI, AMX) and of Arm (dot products). */
    private static final Set<String> EXACT_PRODUCTS = Set.of("avx512_vnni", "avx_vnni", "amx_int8", "asimddp");

    public static Processor here() {
        return new Processor(Path.of("/proc/cpuinfo"));
    }

    /**
     * Whether it adds up products of bytes in 32 bits. Older x86 processors add two products in 16 bits first, which
     * may saturate, and gain less from bytes. False where nothing is told.
     */
    public boolean addsProductsOfBytes() {
        try (Stream<String> lines = Files.lines(description)) {
            return lines.filter(line -> line.startsWith("flags") || line.startsWith("Features"))
                    .flatMap(line -> Arrays.stream(
                            line.substring(line.indexOf(':') + 1).trim().split("\\s+")))
                    .anyMatch(EXACT_PRODUCTS::contains);
        } catch (IOException | UncheckedIOException untold) {
            return false;
        }
    }
}
