package dev.destseg.line.mqtt;

import dev.destseg.FreePort;
import dev.destseg.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** mosquitto on a free port, and its own client to listen with. */
public final class RealBroker implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);

    private final Path folder;
    private final Path program;
    private final int port;
    private final List<Process> listeners = new ArrayList<>();
    private Process process;
    /** How often clients had subscribed to something, by their names. */
    private final Map<String, Long> subscriptions = new HashMap<>();

    private RealBroker(Path folder, Path program, int port) {
        this.folder = folder;
        this.program = program;
        this.port = port;
    }

    /** @param options lines of its configuration */
    public static RealBroker start(Path folder, String... options) throws Exception {
        Path program = Programs.require("mosquitto");
        Files.createDirectories(folder);
        RealBroker broker = new RealBroker(folder, program, FreePort.find());
        List<String> lines = new ArrayList<>(List.of(
                "listener " + broker.port + " 127.0.0.1",
                "persistence true",
                "persistence_location " + folder.toAbsolutePath() + "/",
                "user root"));
        lines.addAll(options.length == 0 ? List.of("allow_anonymous true") : List.of(options));
        Files.write(folder.resolve("mosquitto.conf"), lines);
        broker.start();
        return broker;
    }

    /** Also again, after {@link #stop}. */
    public void start() throws IOException, InterruptedException {
        Path log = folder.resolve("log.txt");
        process = new ProcessBuilder(
                        program.toString(),
                        "-v",
                        "-c",
                        folder.resolve("mosquitto.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        long end = System.nanoTime() + START.toNanos();
        while (!listens()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IOException("mosquitto did not start: " + Files.readString(log));
            }
            Thread.sleep(20);
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** As an administrator would: what it has taken it keeps. */
    public void stop() throws InterruptedException {
        process.destroy();
        process.waitFor(1, TimeUnit.MINUTES);
    }

    /** As a machine that is overloaded would: it keeps its connections and says nothing, until {@link #resume}. */
    void pause() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void resume() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
    }

    /** As a loss of power would. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    public URI url(String scheme) {
        return URI.create(scheme + "://127.0.0.1:" + port);
    }

    /**
     * Listens, also over restarts of the broker.
     *
     * @return what is said, each as topic, a blank and the message; has begun when this returns
     */
    public BlockingQueue<String> listen(String topic) throws IOException, InterruptedException {
        String name = "listener-" + listeners.size();
        Process listener = new ProcessBuilder(
                        Programs.require("mosquitto_sub").toString(),
                        "-p",
                        Integer.toString(port),
                        "-V",
                        "mqttv5",
                        "-q",
                        "1",
                        "-F",
                        "%t %p",
                        "-t",
                        topic,
                        "-c",
                        "-x",
                        "600",
                        "-i",
                        name)
                .redirectErrorStream(true)
                .start();
        listeners.add(listener);
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        Thread thread = new Thread(() -> read(listener, heard), name);
        thread.setDaemon(true);
        thread.start();
        waitForListener(name);
        return heard;
    }

    /** Says something, and returns when the broker has it. */
    public void say(String topic, String message) throws IOException, InterruptedException {
        publish(topic, "-m", message);
    }

    /** Sends the bytes of a file, and returns when the broker has them. */
    public void send(String topic, Path file) throws IOException, InterruptedException {
        publish(topic, "-f", file.toString());
    }

    /** Sends the bytes of a file which the broker is to give to everybody who comes later, too. */
    void retain(String topic, Path file) throws IOException, InterruptedException {
        publish(topic, "-r", "-f", file.toString());
    }

    private void publish(String topic, String... what) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Programs.require("mosquitto_pub").toString(), "-p", Integer.toString(port), "-q", "1", "-t", topic));
        command.addAll(List.of(what));
        Process saying = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(saying.getInputStream().readAllBytes());
        if (saying.waitFor() != 0) {
            throw new IOException("mosquitto_pub: " + said);
        }
    }

    /** Waits until a client of this name has subscribed to something once more than when this was last asked. */
    public void waitForListener(String client) throws IOException, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        String subscribed = "Sending SUBACK to " + client + "\n";
        long before = subscriptions.getOrDefault(client, 0L);
        long now = before;
        while (now <= before) {
            if (System.nanoTime() > end) {
                throw new IOException(client + " listens to nothing: " + Files.readString(folder.resolve("log.txt")));
            }
            Thread.sleep(20);
            now = Pattern.compile(Pattern.quote(subscribed))
                    .matcher(Files.readString(folder.resolve("log.txt")))
                    .results()
                    .count();
        }
        subscriptions.put(client, now);
    }

    private static void read(Process listener, BlockingQueue<String> heard) {
        try (BufferedReader output = listener.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.endsWith("}")) { // Else it is about the connection.
                    heard.add(line);
                }
            }
        } catch (IOException end) {
            // It was closed.
        }
    }

    @Override
    public void close() {
        listeners.forEach(Process::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
