package dev.destseg.line.camera;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** A camera's program while it runs. Closing ends it at once. */
final class CameraProcess implements AutoCloseable {
    private static final int LONGEST_LINE = 300;
    /** Something else may hold its standard error open. */
    private static final long LAST_WORDS_MILLISECONDS = 500;
    /** It says the time of a picture before it sends that; a few are on the way between its filters and its end. */
    private static final int MOST_TIMES = 1_000;

    private static final long TIME_MILLISECONDS = 1_000;

    private final CameraProgram program;
    private final Process process;
    private final Thread listening;
    private final BlockingQueue<Double> times = new ArrayBlockingQueue<>(MOST_TIMES);
    private volatile String lastWords = "";

    private CameraProcess(CameraProgram program, Process process, String name) {
        this.program = program;
        this.process = process;
        this.listening = new Thread(this::listen, "camera-words " + name);
    }

    /** @throws IOException when the program cannot be run */
    static CameraProcess start(CameraProgram program, String name) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(program.command()).start();
        } catch (IOException e) {
            throw new IOException(
                    "the program " + program.command().get(0) + " cannot be run; install it, see src/doc/pictures.md",
                    e);
        }
        CameraProcess started = new CameraProcess(program, process, name);
        started.listening.setDaemon(true);
        started.listening.start();
        try (OutputStream input = process.getOutputStream()) {
            input.write(program.input().getBytes(StandardCharsets.UTF_8));
        } catch (IOException ended) {
            // It has ended already, and said why.
        }
        return started;
    }

    /** Where pictures come from. */
    InputStream pictures() {
        return process.getInputStream();
    }

    /**
     * What the camera's clock said of the picture that has just come, in seconds; asked once for each, in turn.
     *
     * @return nothing when the program does not say it
     */
    OptionalDouble time() throws InterruptedException {
        Double time = times.poll(TIME_MILLISECONDS, TimeUnit.MILLISECONDS);
        return time == null ? OptionalDouble.empty() : OptionalDouble.of(time);
    }

    /** Ends the program and what it has started, so that no more pictures come; from any thread. */
    void end() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Why there are no more pictures; waits for the program's last words. */
    String ending() throws InterruptedException {
        if (process.waitFor(LAST_WORDS_MILLISECONDS, TimeUnit.MILLISECONDS)) {
            listening.join(LAST_WORDS_MILLISECONDS); // To end it would throw away what it has said and nobody has read.
        }
        end();
        int code = process.onExit().join().exitValue();
        listening.join(LAST_WORDS_MILLISECONDS);
        return "the program " + program.command().get(0) + " ended (" + code + ")"
                + (lastWords.isEmpty() ? "" : ": " + lastWords);
    }

    private void listen() {
        try (BufferedReader words = process.errorReader(StandardCharsets.UTF_8)) {
            words.lines().filter(line -> !line.isBlank()).forEach(this::hear);
        } catch (IOException | UncheckedIOException end) {
            // It was ended.
        }
    }

    private void hear(String line) {
        OptionalDouble time = program.time(line);
        if (time.isPresent()) {
            times.offer(time.getAsDouble());
        } else {
            lastWords = program.shown(
                    line.substring(0, Math.min(LONGEST_LINE, line.length())).strip());
        }
    }

    @Override
    public void close() {
        end();
    }
}
