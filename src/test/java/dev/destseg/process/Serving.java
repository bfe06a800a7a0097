package dev.destseg.process;

import dev.destseg.Http;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The packaged application as a process of its own, started as a box starts it, serving on a free port. */
public final class Serving implements AutoCloseable {
    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final Pattern ADDRESS = Pattern.compile("on (http://[0-9.]+:[0-9]+)");

    private final Process process;
    private final URI base;

    private Serving(Process process, URI base) {
        this.process = process;
        this.base = base;
    }

    /**
     * @param folder where it keeps its data, and what it says on standard error
     * @param options of {@code serve}
     */
    public static Serving start(Path folder, String... options) throws IOException {
        return startWith("", folder, options);
    }

    /** @param java more options of the Java machine, each after a space */
    public static Serving startWith(String java, Path folder, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("serve", "--port", "0"));
        arguments.addAll(List.of(options));
        Path said = folder.resolve("said.txt");
        Process process = launcher(java, folder, arguments)
                .redirectError(ProcessBuilder.Redirect.appendTo(said.toFile()))
                .start();
        return new Serving(process, address(process.inputReader(), said));
    }

    /** The packaged application as people start it; skips the test where there is no build. */
    static ProcessBuilder launcher(String java, Path folder, List<String> arguments) {
        Assumptions.assumeTrue(
                Files.exists(JAR) || "true".equals(System.getenv("CI")), "Not run: there is no build; ./mvnw package");
        List<String> command = new ArrayList<>(List.of("scripts/destseg"));
        command.addAll(arguments);
        ProcessBuilder starting = new ProcessBuilder(command);
        starting.environment().put("JAVA_HOME", System.getProperty("java.home"));
        starting.environment().put("DESTSEG_JAVA_OPTIONS", "-Ddestseg.data-directory=" + folder.resolve("data") + java);
        starting.environment().put("DESTSEG_BUILD", "never");
        return starting;
    }

    private static URI address(BufferedReader output, Path said) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher found = ADDRESS.matcher(line);
            if (found.find()) {
                return URI.create(found.group(1));
            }
        }
        return Assertions.fail("It has not started, and said " + Files.readString(said));
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    public Http http() {
        return new Http(base);
    }

    URI base() {
        return base;
    }

    /** Of the process, as the operating system counts it. */
    public long pid() {
        return process.pid();
    }

    /** Ends it as a loss of power would: nothing of it runs any more. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        waitForEnd();
    }

    /** Asks it to end. */
    void terminate() {
        process.destroy();
    }

    /** @return the exit code */
    int waitForEnd() throws InterruptedException {
        Assertions.assertTrue(process.waitFor(1, TimeUnit.MINUTES), "It has not ended");
        return process.exitValue();
    }

    /** Kills it if it still runs. */
    @Override
    public void close() throws IOException {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.getInputStream().close();
    }
}
