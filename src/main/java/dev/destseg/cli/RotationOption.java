package dev.destseg.cli;

import dev.destseg.dataset.synthesis.ProductRotation;
import dev.destseg.tensor.InputException;
import picocli.CommandLine.Option;

/** How parts may lie: {@code @Mixin RotationOption rotation}. */
final class RotationOption {
    private static final String NONE = "none";

    @Option(
            names = "--rotation",
            defaultValue = NONE,
            paramLabel = "HOW",
            description = "How parts may lie: none, small (5 degrees), any (quarter turns and 5 degrees)"
                    + " (default: ${DEFAULT-VALUE}).")
    private String how = NONE;

    boolean isGiven() {
        return !how.equals(NONE);
    }

    ProductRotation rotation() {
        return switch (how) {
            case NONE -> ProductRotation.NONE;
            case "small" -> ProductRotation.SMALL;
            case "any" -> ProductRotation.ANY_QUARTER;
            default -> throw new InputException("There is no rotation named " + how + "; give none, small or any");
        };
    }
}
