package dev.destseg.line.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Pictures;
import dev.destseg.image.Box;
import dev.destseg.image.Crop;
import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.image.RegionOfInterest;
import dev.destseg.image.Resize;
import dev.destseg.line.camera.CameraSettings;
import dev.destseg.line.camera.TestCamera;
import dev.destseg.line.source.Picture;
import dev.destseg.line.trigger.HeardSignals;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real photographs that ffmpeg moves past a camera. */
class FreeRunningTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int PARTS = 4;
    private static final List<Double> ALL = List.of(0.0, 0.0, 1.0, 1.0);

    @TempDir
    private Path folder;

    private FreeRunning running(CameraSettings camera, Moment moment, List<Double> region) throws IOException {
        EmptyPlace place = EmptyPlace.of("press 4", Optional.empty(), folder);
        Files.write(place.file(), Pictures.png(Belt.GREY, 64));
        return new FreeRunning("press 4", camera, new TestFreeRunning(moment, region), place, 6, 10_000_000);
    }

    private static void waitFor(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "It did not happen");
            Thread.sleep(10);
        }
    }

    @ParameterizedTest
    @CsvSource({"AT_REST, true", "PASSING, false"})
    void givesEachPartOneSignalAndThePictureThatShowsIt(Moment moment, boolean stops) throws Exception {
        List<Path> photographs = Belt.photographs(PARTS);
        BlockingQueue<String> signals = new LinkedBlockingQueue<>();
        List<byte[]> pictures = new ArrayList<>();
        Instant begun = Instant.now();
        try (FreeRunning running =
                running(Belt.camera(photographs, stops ? Belt.STOPPING : Belt.MOVING), moment, ALL)) {
            assertThrows(
                    IOException.class, () -> running.connect(new HeardSignals(signals)), "it has seen nothing yet");
            running.camera().start();
            for (int i = 0; i < PARTS; i++) {
                String signal = signals.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertEquals(Integer.toString(7 + i), signal);
                Picture picture = running.take(7 + i, System.nanoTime(), Duration.ZERO);
                Instant captured = picture.captured().orElseThrow();
                assertTrue(!captured.isBefore(begun) && !captured.isAfter(Instant.now()), captured::toString);
                pictures.add(picture.image());
            }
            waitFor(() -> !running.state().present());
            long seen = running.camera().state().frames();
            waitFor(() -> running.camera().state().frames() > seen + 10);
            assertEquals(new FreeRunningState(PARTS, 0, 0, false, Optional.empty()), running.state());
        }
        assertEquals(0, signals.size());
        for (int i = 0; i < PARTS; i++) {
            assertEquals(
                    i, shown(pictures.get(i), photographs, moment), "part " + i + " of " + Belt.describe(photographs));
        }
    }

    /** Which photograph lies in the middle of a picture, within so many pixels. */
    private static int shown(byte[] picture, List<Path> photographs, Moment moment) {
        Image image = new ImageReader().read(picture, "the picture");
        int play = moment == Moment.AT_REST ? 2 : 16;
        int best = -1;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < photographs.size(); i++) {
            Image photograph = new Resize(Belt.PART, Belt.PART).apply(new ImageReader().read(photographs.get(i)));
            for (int x = 100 - play; x <= 100 + play; x++) {
                Image there = new Crop(new Box(x, 60, Belt.PART, Belt.PART)).apply(image);
                double difference = difference(there, photograph);
                if (difference < least) {
                    least = difference;
                    best = i;
                }
            }
        }
        assertTrue(least < 12, "none lies there whole: the nearest differs by " + least);
        return best;
    }

    private static double difference(Image some, Image other) {
        float[] cells = LumaGrid.of(some, RegionOfInterest.ALL);
        float[] others = LumaGrid.of(other, RegionOfInterest.ALL);
        double sum = 0;
        for (int i = 0; i < cells.length; i++) {
            sum += Math.abs(cells[i] - others[i]);
        }
        return sum / cells.length;
    }

    @Test
    void partsThatNobodyAskedForDoNotKeepLaterOnesOut() throws Exception {
        BlockingQueue<String> signals = new LinkedBlockingQueue<>();
        try (FreeRunning running = running(blinking(), Moment.PASSING, ALL)) {
            running.camera().start();
            waitFor(() -> running.camera().state().problem().isEmpty());
            running.connect(new HeardSignals(signals));
            long first = Long.parseLong(signals.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            waitFor(() -> signals.size() > FreeRunning.MOST_WAITING + 1);
            assertThrows(
                    IOException.class, () -> running.take(first, System.nanoTime(), Duration.ZERO), "it was given up");
            assertTrue(running.state().lost() > 0);
        }
    }

    @Test
    void whatLiesThereWhenALostCameraIsBackIsJudged() throws Exception {
        BlockingQueue<String> signals = new LinkedBlockingQueue<>();
        String part = picture("part", 200);
        String program = "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do cat " + part + "; sleep 0.05; done";
        try (FreeRunning running = running(new TestCamera().program("sh", "-c", program), Moment.AT_REST, ALL)) {
            assertThrows(IOException.class, () -> running.connect(new HeardSignals(signals)));
            running.camera().start();
            assertEquals("7", signals.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertEquals("8", signals.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertTrue(running.camera().state().restarts() > 0);
        }
    }

    /** Parts that are there in one picture and gone in the next, in pictures that need no program but a shell. */
    private TestCamera blinking() throws IOException {
        String part = picture("part", 200);
        String place = picture("place", Belt.GREY);
        return new TestCamera()
                .program("sh", "-c", "while cat " + place + " && sleep 0.03 && cat " + part + "; do sleep 0.03; done");
    }

    private String picture(String name, int grey) throws IOException {
        byte[] head = "P5 64 48 255\n".getBytes(StandardCharsets.US_ASCII);
        byte[] pixmap = Arrays.copyOf(head, head.length + 64 * 48);
        Arrays.fill(pixmap, head.length, pixmap.length, (byte) grey);
        return Files.write(folder.resolve(name + ".pgm"), pixmap).toString();
    }

    @Test
    void whatMovesOutsideTheRegionIsNoPart() throws Exception {
        // The parts stay below the upper fifth.
        try (FreeRunning running =
                running(Belt.camera(Belt.photographs(1), Belt.STOPPING), Moment.AT_REST, List.of(0.0, 0.0, 1.0, 0.2))) {
            running.camera().start();
            waitFor(() -> running.camera().state().frames() > 55);
            assertEquals(0, running.state().noticed());
            assertFalse(running.state().present());
        }
    }

    @Test
    void noticesNothingBeforeTheEmptyPlaceWasShownAndKeepsThat() throws Exception {
        TestCamera camera = Belt.camera(Belt.photographs(0), Belt.STOPPING);
        EmptyPlace place = EmptyPlace.of("press/4", Optional.empty(), folder);
        TestFreeRunning settings = new TestFreeRunning(Moment.AT_REST, ALL);
        try (FreeRunning running = new FreeRunning("press/4", camera, settings, place, 0, 10_000_000)) {
            running.camera().start();
            waitFor(() -> running.camera().state().problem().isEmpty());
            String problem = assertThrows(
                            IOException.class, () -> running.connect(new HeardSignals(new LinkedBlockingQueue<>())))
                    .getMessage();
            assertTrue(problem.contains("POST /api/v1/stations/press/4/empty-place"), problem);
            running.learnEmptyPlace();
            running.connect(new HeardSignals(new LinkedBlockingQueue<>()));
        }
        try (FreeRunning again = new FreeRunning("press/4", camera, settings, place, 0, 10_000_000)) {
            again.camera().start();
            waitFor(() -> again.state().problem().isEmpty());
        }
    }

    @Test
    void aConfiguredEmptyPlaceIsNotWrittenOver() throws Exception {
        Path file = Files.write(folder.resolve("empty.png"), Pictures.png(Belt.GREY, 64));
        EmptyPlace place = EmptyPlace.of("press", Optional.of(file), folder);
        assertThrows(InputException.class, () -> place.write(new byte[0]));
        assertEquals(64, place.read().orElseThrow().width());
    }

    @Test
    void refusesARegionOutsideThePicture() {
        assertThrows(
                InputException.class, () -> running(new TestCamera().program("true"), Moment.AT_REST, List.of(0.5)));
        assertThrows(
                InputException.class,
                () -> running(new TestCamera().program("true"), Moment.AT_REST, List.of(0.5, 0.0, 0.6, 1.0)));
    }

    @Test
    void thePictureOfAPartThatIsNotWaitedForIsGivenUp() throws Exception {
        try (FreeRunning running = running(new TestCamera().program("true"), Moment.AT_REST, ALL)) {
            assertThrows(IOException.class, () -> running.take(3, System.nanoTime(), Duration.ZERO));
        }
    }
}
