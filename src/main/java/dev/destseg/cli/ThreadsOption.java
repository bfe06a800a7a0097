package dev.destseg.cli;

import dev.destseg.tensor.InputException;
import picocli.CommandLine.Option;

/** The {@code --threads} option of commands that run networks: {@code @Mixin ThreadsOption threads}. */
final class ThreadsOption {
    private static final int MOST = 256;

    @Option(names = "--threads", paramLabel = "N", description = "Threads for the networks (default: one a core).")
    int requested = Runtime.getRuntime().availableProcessors();

    /** @throws InputException outside 1 to 256 */
    int count() {
        if (requested < 1 || requested > MOST) {
            throw new InputException("--threads is " + requested + "; give 1 to " + MOST);
        }
        return requested;
    }
}
