package dev.destseg.cli;

import dev.destseg.inspection.quantization.QuantizationListener;
import org.jspecify.annotations.Nullable;

/** Shows how far a quantisation has come. Closing it ends what is shown. */
final class QuantizationDisplay implements QuantizationListener, AutoCloseable {
    private final Console console;

    private @Nullable Progress progress;

    private String shown = "";

    QuantizationDisplay(Console console) {
        this.console = console;
    }

    @Override
    public void advanced(String work, int done, int total) {
        if (progress == null || !work.equals(shown)) {
            close();
            progress = console.progress(work, total);
            shown = work;
        }
        progress.at(done, "");
    }

    @Override
    public void said(String message) {
        close();
        console.say(message);
    }

    @Override
    public void close() {
        if (progress != null) {
            progress.close();
            progress = null;
        }
    }
}
