package dev.destseg;

import dev.destseg.machine.Processor;
import org.junit.jupiter.api.Assumptions;

/** Tests whose numbers come out on processors alone that add products of bytes exactly; others judge with floats. */
public final class ExactBytes {
    private ExactBytes() {}

    public static void require() {
        Assumptions.assumeTrue(
                Processor.here().addsProductsOfBytes(),
                "Not run: this processor does not add products of bytes exactly, and judges with floats");
    }
}
