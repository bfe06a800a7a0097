package dev.destseg.line.camera;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a camera costs: the share of a core that its program and this process take while nobody wants pictures, and how long
 * one takes that somebody wants, from asking until it is a file. H.264 videos of ffmpeg's test picture are the cameras.
 */
public final class CameraBenchmark {
    private static final int RATE = 15;
    private static final int TAKEN = 60;

    private CameraBenchmark() {}

    /** Arguments: a folder to work in, seconds to look for at each size. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = System.out;
        out.println("camera               pictures/s   its program   this process   a picture: median       p99");
        for (String size : new String[] {"640x480", "1280x720", "1920x1080"}) {
            out.println(measure(video(Path.of(arguments[0]), size), size, Integer.parseInt(arguments[1])));
        }
    }

    private static Path video(Path folder, String size) throws IOException, InterruptedException {
        Path video = folder.resolve(size + ".mp4").toAbsolutePath();
        Process made = new ProcessBuilder(
                        "ffmpeg",
                        "-loglevel",
                        "error",
                        "-y",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=size=" + size + ":rate=" + RATE + ":duration=10,noise=alls=4:allf=t",
                        "-c:v",
                        "libx264",
                        "-preset",
                        "veryfast",
                        "-pix_fmt",
                        "yuv420p",
                        video.toString())
                .inheritIO()
                .start();
        if (made.waitFor() != 0) {
            throw new IOException("ffmpeg made no video");
        }
        return video;
    }

    private static String measure(Path video, String size, int seconds) throws IOException, InterruptedException {
        OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        TestCamera settings = new TestCamera().url(video.toUri().toString());
        try (Camera camera = new Camera("bench", settings, Long.MAX_VALUE, FrameListener.NONE)) {
            camera.start();
            while (camera.state().problem().isPresent()) {
                Thread.sleep(20);
            }
            Thread.sleep(2_000);
            long frames = camera.state().frames();
            Duration program = programTime();
            long own = machine.getProcessCpuTime();
            long begun = System.nanoTime();
            Thread.sleep(seconds * 1_000L);
            double elapsed = System.nanoTime() - begun;
            double ownShare = (machine.getProcessCpuTime() - own) / elapsed;
            double programShare = programTime().minus(program).toNanos() / elapsed;
            double rate = (camera.state().frames() - frames) * 1e9 / elapsed;
            double[] times = times(camera);
            return String.format(
                    Locale.ROOT,
                    "%-9s H.264 %9.1f %12.1f %% %13.1f %% %17.0f ms %8.0f ms",
                    size,
                    rate,
                    100 * programShare,
                    100 * ownShare,
                    times[times.length / 2],
                    times[times.length * 99 / 100]);
        }
    }

    private static Duration programTime() {
        return ProcessHandle.current()
                .children()
                .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static double[] times(Camera camera) throws IOException {
        double[] times = new double[TAKEN];
        for (int i = 0; i < TAKEN; i++) {
            long begun = System.nanoTime();
            camera.take();
            times[i] = (System.nanoTime() - begun) / 1e6;
        }
        Arrays.sort(times);
        return times;
    }
}
