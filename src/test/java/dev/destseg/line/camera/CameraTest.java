package dev.destseg.line.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Programs;
import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real programs, and a real RTSP server. */
class CameraTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long MOST_PIXELS = 10_000_000;
    private static final String MOVING = "testsrc2=size=320x240:rate=20";

    @TempDir
    private Path folder;

    private static Camera start(CameraSettings settings) {
        Camera camera = new Camera("press", settings, MOST_PIXELS, FrameListener.NONE);
        camera.start();
        return camera;
    }

    private static Camera pattern(String filters) {
        Programs.require("ffmpeg");
        return start(new TestCamera().pattern(filters).frozenAfter(Duration.ofMillis(700)));
    }

    private static void waitFor(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "It did not happen");
            Thread.sleep(10);
        }
    }

    private static void waitForSight(Camera camera) throws InterruptedException {
        waitFor(() -> camera.state().problem().isEmpty());
    }

    private static String waitForProblem(Camera camera, String words) throws InterruptedException {
        waitFor(() ->
                camera.state().problem().filter(text -> text.contains(words)).isPresent());
        return camera.state().problem().orElseThrow();
    }

    @Test
    void givesThePictureThatWasTakenAfterItWasAskedForAndTellsItsFigures() throws Exception {
        try (Camera camera = pattern(MOVING)) {
            waitForSight(camera);
            long asked = System.nanoTime();
            Frame frame = camera.takeFrame(asked);
            assertTrue(frame.nanos() >= asked);
            Image image = new ImageReader().read(camera.take(), "the camera's");
            assertEquals(320, image.width());
            assertEquals(240, image.height());
            CameraState state = camera.state();
            assertTrue(state.frames() > frame.number());
            assertTrue(state.looks().orElseThrow().sharpness() > 5, state::toString);
            assertEquals(0, state.restarts());
            waitFor(() -> camera.state().rate() > 5);
        }
    }

    @Test
    void theNewestPictureWinsHoweverSeldomOneIsTaken() throws Exception {
        try (Camera camera = pattern(MOVING)) {
            waitForSight(camera);
            byte[] kept = camera.takeFrame(System.nanoTime()).image().rgb();
            byte[] copy = kept.clone();
            Frame first = camera.takeFrame(System.nanoTime());
            waitFor(() -> camera.state().frames() > first.number() + 10);
            assertTrue(camera.takeFrame(System.nanoTime()).number() > first.number() + 10);
            assertEquals(List.of(), differences(copy, kept), "what was taken is written over");
        }
    }

    private static List<Integer> differences(byte[] some, byte[] others) {
        return Stream.iterate(0, i -> i < some.length, i -> i + 1)
                .filter(i -> some[i] != others[i])
                .limit(3)
                .toList();
    }

    @Test
    void aFrozenCameraGivesNoPictureAndSaysSoUntilItMovesAgain() throws Exception {
        // Two seconds of movement, then as long without any, again and again.
        String filters = "testsrc2=size=160x120:rate=20:duration=2,tpad=stop_mode=clone:stop_duration=2,loop=-1:80";
        try (Camera camera = pattern(filters)) {
            waitForSight(camera);
            String problem = waitForProblem(camera, "is frozen: it has sent the same picture since 2");
            assertTrue(problem.contains("switch it off and on"), problem);
            waitForSight(camera);
            waitForProblem(camera, "is frozen");
            String refusal = assertThrows(IOException.class, camera::take).getMessage();
            assertTrue(refusal.contains("is frozen"), refusal);
        }
    }

    @Test
    void aBlackAndAWhitePictureAreNoSight() throws Exception {
        try (Camera black = pattern("color=black:size=160x120:rate=20,noise=alls=4:allf=t");
                Camera white = pattern("color=white:size=160x120:rate=20,noise=alls=4:allf=t")) {
            waitForProblem(black, "nothing but black; check the lens cap");
            waitForProblem(white, "nothing but white");
            assertThrows(IOException.class, black::take);
        }
    }

    @Test
    void beginsAnewWhenItsProgramEndsAndSaysWhatThatSaid() throws Exception {
        Path there = folder.resolve("there");
        String script = "if [ -e " + there + " ]; then exec ffmpeg -loglevel error -re -f lavfi -i " + MOVING
                + " -c:v ppm -f image2pipe pipe:1; fi; echo the bus is down >&2; exit 3";
        Programs.require("ffmpeg");
        try (Camera camera = start(new TestCamera().program("sh", "-c", script))) {
            waitForProblem(camera, "the program sh ended (3): the bus is down; check");
            assertThrows(IOException.class, camera::take);
            waitFor(() -> camera.state().restarts() >= 2);
            Files.createFile(there);
            waitForSight(camera);
            assertTrue(camera.take().length > 0);
        }
    }

    @Test
    void aProgramThatSendsNothingIsEndedAndBegunAnew() throws Exception {
        try (Camera camera = start(new TestCamera().program("sleep", "600").patience(Duration.ofMillis(100)))) {
            waitForProblem(camera, "it sent nothing for 100 ms");
            waitFor(() -> camera.state().restarts() >= 2);
            waitFor(() -> children("sleep") == 1);
        }
        // What was killed is there until the operating system has told of it.
        waitFor(() -> children("sleep") == 0);
    }

    @Test
    void aPartWaitsNoLongerForAPictureThanItCan() throws Exception {
        Programs.require("ffmpeg");
        String stalling = "ffmpeg -loglevel error -re -t 1 -f lavfi -i " + MOVING
                + " -c:v ppm -f image2pipe pipe:1; exec sleep 600";
        try (Camera camera =
                start(new TestCamera().program("sh", "-c", stalling).patience(PATIENCE))) {
            waitFor(() -> camera.state().frames() >= 15);
            long ever = System.nanoTime() + PATIENCE.toNanos();
            String refusal = assertThrows(IOException.class, () -> camera.take(1, ever, Duration.ofMillis(50)))
                    .getMessage();
            assertTrue(refusal.contains("no picture within 50 ms"), refusal);
        }
    }

    @Test
    void whoeverWaitsForAPictureHearsThatTheCameraIsLost() throws Exception {
        Programs.require("ffmpeg");
        String ending = "ffmpeg -loglevel error -re -t 1 -f lavfi -i " + MOVING
                + " -c:v ppm -f image2pipe pipe:1; echo the bus is down >&2; exit 3";
        try (Camera camera = start(new TestCamera().program("sh", "-c", ending).patience(PATIENCE))) {
            waitForSight(camera);
            long ever = System.nanoTime() + PATIENCE.toNanos();
            String refusal = assertThrows(IOException.class, () -> camera.takeFrame(ever))
                    .getMessage();
            assertTrue(refusal.contains("the bus is down"), refusal);
            assertTrue(camera.state().restarts() <= 1, "only when it was begun anew, again and again");
        }
    }

    private static long children(String program) {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("/" + program))
                .filter(ProcessHandle::isAlive)
                .count();
    }

    @Test
    void whoeverLooksOnAndFailsDoesNotBlindTheCameraForGood() throws Exception {
        Programs.require("ffmpeg");
        AtomicBoolean failed = new AtomicBoolean();
        FrameListener failing = frame -> {
            if (failed.compareAndSet(false, true)) {
                throw new OutOfMemoryError("too large a picture");
            }
            return false;
        };
        try (Camera camera = new Camera("press", new TestCamera().pattern(MOVING), MOST_PIXELS, failing)) {
            camera.start();
            waitForProblem(camera, "too large a picture");
            waitForSight(camera);
            assertTrue(camera.take().length > 0);
        }
    }

    @Test
    void saysWhichProgramIsMissingAndThatWhatCameIsNoPicture() throws Exception {
        try (Camera absent = start(new TestCamera().program("no-such-program"));
                Camera nonsense = start(new TestCamera().program("echo", "hello"))) {
            waitForProblem(absent, "the program no-such-program cannot be run; install it");
            waitForProblem(nonsense, "what came is no picture");
        }
    }

    @Test
    void playsAVideoAgainAndAgain() throws Exception {
        try (Camera camera = start(new TestCamera().url(video(1)))) {
            waitFor(() -> camera.state().frames() > 30);
            assertEquals(0, camera.state().restarts());
        }
    }

    /** The address of a video of so many seconds, 20 pictures each. */
    private String video(int seconds) throws IOException, InterruptedException {
        Path video = folder.resolve("a video.avi");
        Programs.require("ffmpeg");
        String moving = MOVING + ":duration=" + seconds;
        List<String> command =
                List.of("ffmpeg", "-loglevel", "error", "-f", "lavfi", "-i", moving, "-c:v", "mjpeg", video.toString());
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
        return video.toUri().toString();
    }

    @Test
    void looksAtNoMorePicturesThanItIsTold() throws Exception {
        CameraProgram program = CameraProgram.of(new TestCamera().url(video(5)).rate(5));
        List<String> once = program.command().stream()
                .filter(word -> !List.of("-re", "-stream_loop", "-1").contains(word))
                .toList();
        Process process = new ProcessBuilder(once)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        PixmapReader reader = new PixmapReader(process.getInputStream(), MOST_PIXELS);
        int frames = 0;
        while (reader.next(null).isPresent()) {
            frames++;
        }
        // Every fourth of 100.
        assertEquals(25, frames);
    }

    @Test
    void seesThroughACameraOfTheNetworkThatGoesAwayAndComesBackAndTellsNobodyItsPassword() throws Exception {
        Path credentials =
                Files.writeString(folder.resolve("credentials"), RtspCamera.USER + ":" + RtspCamera.PASSWORD + "\n");
        Queue<Waited> seen = new ConcurrentLinkedQueue<>();
        FrameListener timing = frame -> {
            seen.add(new Waited(System.nanoTime() - frame.nanos(), frame.nanos()));
            return false;
        };
        try (RtspCamera server = RtspCamera.start();
                Camera camera = new Camera(
                        "press",
                        new TestCamera()
                                .url(server.url())
                                .credentials(credentials)
                                .patience(Duration.ofSeconds(2)),
                        MOST_PIXELS,
                        timing)) {
            camera.start();
            waitForSight(camera);
            assertPicturesThatWaitedAreOld(camera, seen);
            Image image = new ImageReader().read(camera.take(), "the camera's");
            assertEquals(320, image.width());
            assertFalse(commands().contains("s3cret"), "the password stands in a command line");
            server.stop();
            String problem = waitForProblem(camera, "cannot be seen");
            assertFalse(problem.contains("s3cret"), problem);
            assertThrows(IOException.class, camera::take);
            server.begin();
            waitForSight(camera);
            assertTrue(camera.state().restarts() >= 1);
        }
    }

    /** A picture: nanoseconds from when it counts as taken until it was seen, and when that is. */
    private record Waited(long nanos, long taken) {}

    /** What decodes stands still for a second, while the camera goes on. */
    private static void assertPicturesThatWaitedAreOld(Camera camera, Queue<Waited> seen) throws Exception {
        ProcessHandle decoder = ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("/ffmpeg"))
                .findFirst()
                .orElseThrow();
        signal("-STOP", decoder);
        Thread.sleep(1_000);
        seen.clear();
        long asked = System.nanoTime();
        signal("-CONT", decoder);
        assertTrue(camera.takeFrame(asked).nanos() >= asked);
        waitFor(() -> seen.stream().anyMatch(picture -> picture.taken() >= asked));
        assertTrue(
                seen.stream()
                        .anyMatch(picture ->
                                picture.nanos() > Duration.ofMillis(500).toNanos()),
                () -> "they count as new: " + seen);
    }

    private static void signal(String what, ProcessHandle process) throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("kill", what, Long.toString(process.pid()))
                        .start()
                        .waitFor());
    }

    /** Command lines of what this process has started, but for the server, which is no part of the appliance. */
    private static String commands() throws IOException {
        StringBuilder all = new StringBuilder();
        for (ProcessHandle child : ProcessHandle.current().children().toList()) {
            String line = Files.readString(Path.of("/proc/" + child.pid() + "/cmdline"));
            if (line.startsWith("ffmpeg")) {
                all.append(line);
            }
        }
        assertTrue(all.length() > 0, "no ffmpeg runs");
        return all.toString();
    }

    @Test
    void aWrongPasswordIsTold() throws Exception {
        Path credentials = Files.writeString(folder.resolve("credentials"), "admin:wr0ng\n");
        try (RtspCamera server = RtspCamera.start();
                Camera camera = start(new TestCamera().url(server.url()).credentials(credentials))) {
            String problem = waitForProblem(camera, "401");
            assertFalse(problem.contains("wr0ng"), problem);
        }
    }

    @Test
    void seesThroughACameraOfGenicam() throws Exception {
        requireAravis();
        try (Camera camera =
                start(new TestCamera().url("genicam:Fake_1").size("256x192").rate(10))) {
            waitForSight(camera);
            Image image = new ImageReader().read(camera.take(), "the camera's");
            assertEquals(256, image.width());
            assertEquals(192, image.height());
        }
        try (Camera absent = start(new TestCamera().url("genicam:No%20such%20camera"))) {
            waitForProblem(absent, "the camera No such camera cannot be used");
        }
    }

    private static void requireAravis() throws IOException, InterruptedException {
        boolean there = new ProcessBuilder("/usr/bin/python3", "-c", "import gi; gi.require_version('Aravis', '0.8')")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
        if (!there && "true".equals(System.getenv("CI"))) {
            Assertions.fail("Aravis for Python is not installed; scripts/setup-test installs it");
        }
        Assumptions.assumeTrue(there, "Not run: Aravis for Python is not installed");
    }

    @Test
    void seesThroughACameraOfVideo4Linux() throws Exception {
        Path device = Path.of("/dev/video0");
        Assumptions.assumeTrue(Files.exists(device), "Not run: there is no " + device);
        Programs.require("ffmpeg");
        try (Camera camera = start(new TestCamera().url("v4l2:" + device))) {
            waitForSight(camera);
            assertTrue(camera.take().length > 0);
        }
    }
}
