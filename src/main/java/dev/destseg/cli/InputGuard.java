package dev.destseg.cli;

import java.io.IOException;
import java.io.OutputStream;
import picocli.CommandLine.Option;

/**
 * Ends the process when its standard input ends, so that what another process has started does not outlive it, however that
 * one ended: {@code @Mixin InputGuard guard}. What is written in one piece or not at all takes no harm.
 */
final class InputGuard {
    @Option(names = "--end-with-input", description = "End at once when standard input ends.")
    boolean requested;

    void watch() {
        if (!requested) {
            return;
        }
        Thread thread = new Thread(InputGuard::waitForTheEnd, "input-guard");
        thread.setDaemon(true);
        thread.start();
    }

    private static void waitForTheEnd() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException ended) {
            // As good as its end.
        }
        Runtime.getRuntime().halt(ExitCode.INTERNAL);
    }
}
