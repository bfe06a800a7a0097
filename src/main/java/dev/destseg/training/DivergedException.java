package dev.destseg.training;

import java.nio.file.Files;
import java.nio.file.Path;

/** Learning went astray: a loss or a weight is no longer a finite number. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DivergedException(Phase phase, int step, Path checkpoint) {
        super("The loss of the " + phase.label() + " phase was no longer finite at step " + step + ". "
                + (Files.exists(checkpoint)
                        ? "The last good checkpoint is kept: " + checkpoint
                        : "There was no checkpoint yet")
                + ". Try a lower learning rate or a larger batch");
    }
}
