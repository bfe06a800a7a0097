package dev.destseg.cli;

import dev.destseg.inspection.Precision;
import picocli.CommandLine.Option;

/** The {@code --precision} option of commands that judge: {@code @Mixin PrecisionOption precision}. */
final class PrecisionOption {
    @Option(
            names = "--precision",
            paramLabel = "WHAT",
            description = "What the networks compute with: float32, int8 (recipes that 'destseg quantize' has made), or"
                    + " auto: int8 where the recipe has it and this box judges its golden set with it as expected"
                    + " (default: auto).")
    private Precision requested = Precision.AUTO;

    Precision wanted() {
        return requested;
    }
}
