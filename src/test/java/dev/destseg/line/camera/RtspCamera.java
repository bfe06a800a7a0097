package dev.destseg.line.camera;

import dev.destseg.FreePort;
import dev.destseg.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A camera of the network: GStreamer's RTSP server on a free port, with a password. */
final class RtspCamera implements AutoCloseable {
    static final String USER = "admin";
    static final String PASSWORD = "s3cret pass/word";

    /** Python of the system, which has what its packages install. */
    private static final String PYTHON = "/usr/bin/python3";

    private final int port;
    private Process process;

    private RtspCamera(int port) {
        this.port = port;
    }

    static RtspCamera start() throws Exception {
        requireServer();
        Programs.require("ffmpeg");
        RtspCamera camera = new RtspCamera(FreePort.find());
        camera.begin();
        return camera;
    }

    private static void requireServer() throws IOException, InterruptedException {
        boolean there = false;
        if (Path.of(PYTHON).toFile().canExecute()) {
            Process asked = new ProcessBuilder(PYTHON, "-c", "import gi; gi.require_version('GstRtspServer', '1.0')")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            there = asked.waitFor() == 0;
        }
        if (!there && "true".equals(System.getenv("CI"))) {
            Assertions.fail("GStreamer's RTSP server is not installed; scripts/setup-test installs it");
        }
        Assumptions.assumeTrue(there, "Not run: GStreamer's RTSP server is not installed");
    }

    /** Also again, after {@link #stop}. */
    void begin() throws IOException {
        process = new ProcessBuilder(
                        PYTHON,
                        Path.of("src", "test", "resources", "camera", "rtsp-camera.py")
                                .toAbsolutePath()
                                .toString(),
                        Integer.toString(port),
                        USER,
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        while (line != null && !line.equals("listens")) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("The RTSP server ended at once");
        }
        Thread rest = new Thread(() -> output.lines().forEach(ignored -> {}), "rtsp-camera");
        rest.setDaemon(true);
        rest.start();
    }

    void stop() {
        process.destroyForcibly().onExit().join();
    }

    String url() {
        return "rtsp://127.0.0.1:" + port + "/stream";
    }

    @Override
    public void close() {
        stop();
    }
}
