package dev.destseg.line.gpio;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Lines of a chip in the hands of a program of their own. Closing lets go of them. Safe between threads. */
final class GpioProcess implements AutoCloseable {
    private static final String SCRIPT = "gpio.py";
    private static final String READY = "ready";
    private static final String EDGE = "edge ";
    private static final int PATIENCE_SECONDS = 10;

    private final Process process;
    private final Consumer<String> listener;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Writer commands;
    private volatile String lastWords = "";

    private GpioProcess(Process process, Consumer<String> listener) {
        this.process = process;
        this.listener = listener;
        this.commands = process.outputWriter(StandardCharsets.US_ASCII);
    }

    /**
     * Takes lines.
     *
     * @param lines as the script has them
     * @param listener hears of edges, each as line and number
     * @throws IOException when they cannot be had; the message says why
     */
    static GpioProcess start(Path chip, List<String> lines, Consumer<String> listener)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "-c", script(), chip.toString()));
        command.addAll(lines);
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new IOException("GPIO takes Python, which is not there as /usr/bin/python3; install python3", e);
        }
        GpioProcess started = new GpioProcess(process, listener);
        Thread reading = new Thread(started::read, "gpio " + chip.getFileName());
        reading.setDaemon(true);
        reading.start();
        try {
            started.ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return started;
        } catch (InterruptedException e) {
            started.close();
            throw e;
        } catch (ExecutionException | TimeoutException e) {
            started.close();
            throw new IOException(
                    "The lines of " + chip + " cannot be used: "
                            + (started.lastWords.isEmpty() ? "no answer" : started.lastWords)
                            + "; check the chip, the line and the permissions of the account of the appliance",
                    e);
        }
    }

    private static String script() throws IOException {
        try (InputStream script = GpioProcess.class.getResourceAsStream(SCRIPT)) {
            return new String(Objects.requireNonNull(script, SCRIPT).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void read() {
        try (BufferedReader words = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = words.readLine(); line != null; line = words.readLine()) {
                if (line.equals(READY)) {
                    ready.complete(null);
                } else if (line.startsWith(EDGE)) {
                    listener.accept(line.substring(EDGE.length()));
                } else {
                    lastWords = line;
                }
            }
        } catch (IOException | UncheckedIOException end) {
            // It was ended.
        } catch (RuntimeException | OutOfMemoryError e) { // It is begun anew, which nobody would do while it lives.
            lastWords = "hearing it failed inside (" + e + ")";
            process.destroyForcibly();
        }
        ready.completeExceptionally(new IOException("It has ended"));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** @param command as the script has them */
    synchronized void say(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
    }

    /** The program lets go of the lines when it is told nothing more. */
    @Override
    public void close() {
        try {
            commands.close();
            if (process.waitFor(1, TimeUnit.SECONDS)) {
                return;
            }
        } catch (IOException ended) {
            // All the better.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
