package dev.destseg.line.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CameraProgramTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "ftp://camera/stream, of no camera that is known",
        "rtsp://admin:secret@camera/stream, credentials",
        "rtsp:/stream, no host",
        "file:/nowhere/video.mp4, cannot be read"
    })
    void refusesAnAddress(String url, String reason) {
        String message = assertThrows(InputException.class, () -> CameraProgram.of(new TestCamera().url(url)))
                .getMessage();
        assertTrue(message.contains(reason), message);
        assertFalse(message.contains("secret"), message);
    }

    @Test
    void refusesBothAndNeitherOfAddressAndProgram() {
        assertThrows(InputException.class, () -> CameraProgram.of(new TestCamera()));
        assertThrows(
                InputException.class,
                () -> CameraProgram.of(new TestCamera().url("v4l2:/dev/video0").program("true")));
    }

    @Test
    void refusesADelayASizeARateAndCredentialsThatAreNone() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), "no colon\n");
        assertThrows(
                InputException.class,
                () -> CameraProgram.of(
                        new TestCamera().url("rtsp://camera/stream").delay(Duration.ofMillis(-1))));
        assertThrows(
                InputException.class,
                () -> CameraProgram.of(new TestCamera().url("v4l2:/dev/video0").size("1280*720")));
        assertThrows(
                InputException.class,
                () -> CameraProgram.of(new TestCamera().url("v4l2:/dev/video0").rate(0)));
        assertThrows(
                InputException.class,
                () -> CameraProgram.of(new TestCamera().url("v4l2:/dev/video0").format("mjpeg -y")));
        assertThrows(
                InputException.class,
                () -> CameraProgram.of(
                        new TestCamera().url("rtsp://camera/stream").credentials(empty)));
        assertThrows(
                InputException.class,
                () -> CameraProgram.of(
                        new TestCamera().url("rtsp://camera/stream").credentials(folder.resolve("absent"))));
    }

    @Test
    void aCameraOfTheNetworkWithATriggerSaysHowLateItsPicturesAre() {
        TestCamera camera = new TestCamera().url("rtsp://camera/stream");
        String message = assertThrows(InputException.class, () -> Camera.requireDelay(camera))
                .getMessage();
        assertTrue(message.contains("say how late they are (delay)"), message);
        Camera.requireDelay(camera.delay(Duration.ZERO));
        Camera.requireDelay(new TestCamera().url("v4l2:/dev/video0"));
        Camera.requireDelay(new TestCamera().program("true"));
    }

    @Test
    void camerasWithAClockAreAskedForTheTimeOfEachPicture() {
        CameraProgram timed = CameraProgram.of(new TestCamera().url("rtsp://camera/stream"));
        assertEquals(12.5, timed.time("[Eval @ 0x55d] 12.500000").orElseThrow());
        assertEquals(-0.04, timed.time("-0.040000").orElseThrow());
        assertTrue(Double.isNaN(timed.time("[Eval @ 0x55d] nan").orElseThrow()));
        assertTrue(timed.time("[rtsp @ 0x55d] 401 Unauthorized").isEmpty());
        // The system keeps up to 32 pictures of a camera that nobody has fetched yet, each with its time.
        assertTrue(CameraProgram.of(new TestCamera().url("v4l2:/dev/video0")).tellsTimes());
        CameraProgram untimed =
                CameraProgram.of(new TestCamera().url("rtsp://camera/stream").withoutClock());
        assertFalse(untimed.command().toString().contains("print"), untimed.command()::toString);
        assertTrue(untimed.time("[Eval @ 0x55d] 12.500000").isEmpty());
    }

    @Test
    void tellsAPasswordByStandardInputAloneAndShowsItToNobody() throws IOException {
        Path file = Files.writeString(folder.resolve("credentials"), "admin:it's #1\n");
        CameraProgram program = CameraProgram.of(
                new TestCamera().url("rtsp://camera:8554/stream?channel=1").credentials(file));
        assertFalse(program.command().toString().contains("%231"), program.command()::toString);
        assertTrue(
                program.input().contains("rtsp://admin:it%27s%20%231@camera:8554/stream?channel=1"), program.input());
        assertEquals("rtsp://admin:***@camera: no", program.shown("rtsp://admin:it%27s%20%231@camera: no"));
        assertEquals("said ***", program.shown("said it's #1"));
    }

    @Test
    void setsUpACameraOfVideo4Linux() {
        CameraProgram program = CameraProgram.of(new TestCamera()
                .url("v4l2:/dev/video2")
                .size("1280x720")
                .format("mjpeg")
                .rate(10));
        String command = String.join(" ", program.command());
        assertTrue(
                command.contains("-f v4l2 -framerate 10 -video_size 1280x720 -input_format mjpeg -i /dev/video2"),
                command);
    }

    @Test
    void asksForACameraOfGenicamByItsName() {
        CameraProgram program = CameraProgram.of(new TestCamera()
                .url("genicam:Plant%20Vision-4711")
                .size("640x480")
                .rate(5));
        assertEquals(List.of("/usr/bin/python3", "-", "Plant Vision-4711", "640", "480", "5"), program.command());
        assertTrue(program.input().contains("Aravis.Camera.new"));
        assertEquals(
                List.of("/usr/bin/python3", "-", "", "0", "0", "0"),
                CameraProgram.of(new TestCamera().url("genicam:any")).command());
    }

    @Test
    void camerasWithoutACodecMayNotRepeatAPictureForLong() {
        assertEquals(
                300,
                CameraProgram.frozenAfter(new TestCamera().url("v4l2:/dev/video2"))
                        .toMillis());
        assertEquals(
                300,
                CameraProgram.frozenAfter(new TestCamera().url("genicam:any")).toMillis());
        assertEquals(
                5_000,
                CameraProgram.frozenAfter(new TestCamera().url("rtsp://camera/stream"))
                        .toMillis());
        assertEquals(
                5_000,
                CameraProgram.frozenAfter(new TestCamera().program("camera")).toMillis());
        assertEquals(
                900,
                CameraProgram.frozenAfter(new TestCamera().url("genicam:any").frozenAfter(Duration.ofMillis(900)))
                        .toMillis());
    }
}
