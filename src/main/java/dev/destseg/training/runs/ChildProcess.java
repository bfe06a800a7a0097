package dev.destseg.training.runs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A process of ours that works for us. Its standard input stays open as long as this process lives, by which it learns of our
 * end. Closing this kills it. Used by one thread.
 */
final class ChildProcess implements AutoCloseable {
    private static final int REMEMBERED = 20;
    private static final int LONGEST_LINE = 2000;

    private final Process process;
    private final Thread reader;
    private final Deque<String> last = new ArrayDeque<>();
    /** Kills the process when ours ends while it stands still, which it could not notice itself. */
    private @Nullable Process guard;

    private ChildProcess(Process process, Function<String, Optional<String>> lines) {
        this.process = process;
        this.reader = new Thread(() -> read(lines), "training-output");
    }

    /**
     * @param lines given each line of output and error from a thread of its own; returns what of it is worth remembering
     * @throws UncheckedIOException when it cannot be started
     */
    static ChildProcess start(List<String> command, Function<String, Optional<String>> lines) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("OPENCV_LOG_LEVEL", "OFF");
        try {
            ChildProcess child = new ChildProcess(builder.start(), lines);
            child.offerToTheKernel();
            child.reader.setDaemon(true);
            child.reader.start();
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(command.get(0) + " cannot be started: " + e.getMessage(), e);
        }
    }

    /** When memory runs out, the kernel ends this process before any other. */
    private void offerToTheKernel() {
        try {
            Files.writeString(proc("oom_score_adj"), "1000");
        } catch (IOException notLinux) {
            // Then the bounds on its memory must do.
        }
    }

    private void read(Function<String, Optional<String>> lines) {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.apply(line).ifPresent(this::remember);
            }
        } catch (IOException ended) {
            // With the process.
        }
    }

    private synchronized void remember(String line) {
        last.addLast(line.substring(0, Math.min(line.length(), LONGEST_LINE)));
        if (last.size() > REMEMBERED) {
            last.removeFirst();
        }
    }

    /** The last lines that were worth remembering. */
    synchronized List<String> lastLines() {
        return List.copyOf(last);
    }

    Run.Child mark() {
        return new Run.Child(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
    }

    /** Whether it has ended; waits for that so long, and then for the last of its output. */
    boolean hasEnded(Duration wait) throws InterruptedException {
        if (!process.waitFor(wait.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        reader.join();
        return true;
    }

    /** @throws IllegalThreadStateException while it runs */
    int exitCode() {
        return process.exitValue();
    }

    /** Bytes of its resident memory; 0 where that cannot be told. */
    long residentBytes() {
        try {
            return Files.readAllLines(proc("status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException ended) {
            return 0;
        }
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    boolean isPaused() {
        return guard != null;
    }

    /** Stops it where it stands, all of its threads, until {@link #goOn}. */
    void pause() throws InterruptedException {
        // Its input ends with us, and then it goes on to the second command.
        guard = shell("read ended; kill -KILL " + process.pid());
        signal("STOP");
    }

    void goOn() throws InterruptedException {
        signal("CONT");
        dismissGuard();
    }

    private void dismissGuard() {
        if (guard != null) {
            guard.destroyForcibly();
            guard = null;
        }
    }

    private void signal(String name) throws InterruptedException {
        shell("kill -" + name + " " + process.pid()).waitFor();
    }

    /** Java knows no such signals; every shell does. */
    private static Process shell(String commands) {
        try {
            return new ProcessBuilder("sh", "-c", commands)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("The training cannot be paused: " + e.getMessage(), e);
        }
    }

    /** Kills it, paused or not, and waits for its end. */
    @Override
    public void close() {
        dismissGuard();
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Kills what a process of ours has left behind, if it is still the same process. */
    static void killLeftOver(Run.Child child) {
        ProcessHandle.of(child.pid())
                .filter(process -> process.info()
                        .startInstant()
                        .map(Instant::toEpochMilli)
                        .filter(started -> started == child.started().toEpochMilli())
                        .isPresent())
                .ifPresent(ProcessHandle::destroyForcibly);
    }
}
