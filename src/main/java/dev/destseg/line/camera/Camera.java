package dev.destseg.line.camera;

import dev.destseg.image.Image;
import dev.destseg.image.ImageWriter;
import dev.destseg.line.output.BackOff;
import dev.destseg.line.source.Picture;
import dev.destseg.line.source.Source;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A camera of a station. Its program is begun again, after growing pauses, whenever it ends or sends nothing; a picture is
 * given when it was taken after it was asked for and shows something. Safe between threads.
 */
public final class Camera implements Source {
    private static final Logger LOG = Logger.getLogger(Camera.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    /** A program that ran for so long was well. */
    private static final Duration WELL = Duration.ofSeconds(10);
    /** Finding a camera, and its first whole picture, takes longer than the next one. */
    private static final int FIRST_FRAME = 3;

    private static final long LOOK_MILLISECONDS = 250;

    private final String name;
    private final String address;
    private final CameraProgram program;
    private final Duration delay;
    private final Duration patience;
    private final long maxPixels;
    private final FrameListener listener;
    private final BackOff pauses;
    private final Sight sight;
    private final NewestFrame newest = new NewestFrame();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ScheduledThreadPoolExecutor watch;
    private final Thread reading;
    private volatile @Nullable CameraProcess process;
    private volatile long expected;
    private volatile long frames;
    private volatile long restarts;
    private volatile String problem = "has sent no picture yet";
    private volatile boolean connected;
    private volatile boolean silent;

    /**
     * @param name of its station
     * @param maxPixels of a picture
     * @param listener sees every picture
     * @throws dev.destseg.tensor.InputException for settings that cannot be used
     */
    public Camera(String name, CameraSettings settings, long maxPixels, FrameListener listener) {
        this.name = name;
        this.program = CameraProgram.of(settings);
        this.address = CameraProgram.address(settings);
        this.delay = CameraProgram.delay(settings);
        this.patience = settings.patience();
        this.maxPixels = maxPixels;
        this.listener = listener;
        this.pauses = new BackOff(FIRST_PAUSE, settings.longestPause());
        this.sight = new Sight(CameraProgram.frozenAfter(settings));
        this.watch = new ScheduledThreadPoolExecutor(1, work -> new Thread(work, "camera-watch " + name));
        this.reading = new Thread(this::readAll, "camera " + name);
    }

    /**
     * Of a camera whose pictures are taken at a signal.
     *
     * @throws dev.destseg.tensor.InputException where nobody has said how late its pictures are, as those of the network always are
     */
    public static void requireDelay(CameraSettings settings) {
        if (CameraProgram.isOfNetwork(settings) && settings.delay().isEmpty()) {
            throw new InputException(
                    "Pictures of a camera of the network come some 100 to 500 ms after they were taken, so"
                            + " that a part would get one from before its signal; say how late they are (delay), which a picture of a"
                            + " clock tells, see src/doc/pictures.md");
        }
    }

    /** Begins to look; once is enough. */
    public void start() {
        reading.start();
        watch.scheduleWithFixedDelay(this::endWhenSilent, LOOK_MILLISECONDS, LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    /** How it is doing. */
    public CameraState state() {
        Optional<Frame> last = sight.last();
        return new CameraState(
                name,
                address,
                frames,
                last.map(Frame::captured),
                last.map(frame -> frame.image().width()).orElse(0),
                last.map(frame -> frame.image().height()).orElse(0),
                sight.rate(),
                sight.looks(),
                restarts,
                problem());
    }

    private Optional<String> problem() {
        Optional<String> why = connected ? sight.problem() : Optional.of(problem);
        return why.map(text -> "The camera " + address + " " + text);
    }

    /** A picture that is taken from now on. */
    @Override
    public byte[] take() throws IOException {
        return png(takeFrame(System.nanoTime()));
    }

    @Override
    public Picture take(long sequence, long since, Duration longest) throws IOException {
        return picture(takeFrame(since, longest.compareTo(patience) < 0 ? longest : patience));
    }

    /**
     * A picture that was taken since a time; the caller may keep it.
     *
     * @param since by {@link System#nanoTime}
     * @throws IOException as {@link #take()}
     */
    public Frame takeFrame(long since) throws IOException {
        return takeFrame(since, patience);
    }

    private Frame takeFrame(long since, Duration longest) throws IOException {
        requireSight();
        Optional<Frame> frame = await(since, longest);
        requireSight();
        return frame.orElseThrow(() -> new IOException("The camera " + address + " sent no picture within "
                + longest.toMillis() + " ms; check its cable, its network and its load"));
    }

    private void requireSight() throws IOException {
        Optional<String> why = problem();
        if (why.isPresent()) {
            throw new IOException(why.get());
        }
    }

    private Optional<Frame> await(long since, Duration longest) throws IOException {
        try {
            return newest.await(since, longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The camera " + address + " is not asked any more: the box ends", e);
        }
    }

    /** The bytes of a picture as a file. */
    public static byte[] png(Frame frame) {
        return ImageWriter.png(frame.image());
    }

    /** A picture as one of a part. */
    public static Picture picture(Frame frame) {
        return new Picture(png(frame), Optional.of(frame.captured()));
    }

    private void readAll() {
        int failures = 0;
        Random random = new Random(System.nanoTime());
        try {
            do {
                long begun = System.nanoTime();
                String why = read();
                boolean wasWell = System.nanoTime() - begun > WELL.toNanos();
                failures = wasWell ? 1 : failures + 1;
                lose(why);
                restarts++;
            } while (!closing.await(pauses.pause(failures, random).toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException end) {
            // By close.
        }
    }

    private void lose(String why) {
        String words = "cannot be seen: " + why + "; check address, cable, network and credentials";
        if (!words.equals(problem) && closing.getCount() > 0) {
            LOG.warnf("The camera of the station %s (%s) %s", name, address, words);
        }
        problem = words;
        connected = false;
        newest.clear();
        sight.reset();
        listener.lose();
    }

    /** Reads pictures until there are no more, and says why. */
    private String read() throws InterruptedException {
        silent = false;
        expected = System.nanoTime() + FIRST_FRAME * patience.toNanos();
        try (CameraProcess started = CameraProcess.start(program, name)) {
            process = started;
            if (closing.getCount() == 0) {
                return "the box ends";
            }
            return read(started);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.errorf(e, "The pictures of the station %s could not be read", name);
            return "reading failed inside (" + e + "), and the log says where";
        } finally {
            process = null;
        }
    }

    private String read(CameraProcess started) throws InterruptedException {
        String what = "";
        try {
            readFrom(started);
        } catch (IOException e) {
            what = e.getMessage() + "; ";
        }
        String ending = started.ending();
        return silent ? "it sent nothing for " + patience.toMillis() + " ms or more" : what + ending;
    }

    private void readFrom(CameraProcess started) throws IOException, InterruptedException {
        PixmapReader reader = new PixmapReader(started.pictures(), maxPixels);
        CameraClock clock = new CameraClock(patience);
        byte[] spare = null;
        for (Optional<Image> next = reader.next(spare); next.isPresent(); next = reader.next(spare)) {
            long arrived = System.nanoTime();
            expected = arrived + patience.toNanos();
            OptionalLong waited = program.tellsTimes() ? waited(started, clock, arrived) : OptionalLong.of(0);
            spare = waited.isPresent()
                    ? show(next.get(), arrived, waited.getAsLong())
                    : next.get().rgb();
        }
    }

    /** @return memory that may be written over */
    private byte @Nullable [] show(Image image, long arrived, long waited) {
        long age = waited + delay.toNanos();
        Frame frame = new Frame(++frames, image, Instant.now().minusNanos(age), arrived - age);
        sight.look(frame);
        connected = true;
        return newest.put(frame, listener.see(frame));
    }

    /** Nothing while that is not known yet. */
    private OptionalLong waited(CameraProcess started, CameraClock clock, long arrived)
            throws IOException, InterruptedException {
        double said = started.time()
                .orElseThrow(
                        () -> new IOException("it does not say when its pictures were taken; have them count as taken"
                                + " when they come (clock: false)"));
        OptionalLong waited = clock.waited(said, arrived);
        if (waited.orElse(0) > patience.toNanos()) { // What has piled up goes with the connection.
            throw new IOException(
                    "its pictures were " + TimeUnit.NANOSECONDS.toMillis(waited.getAsLong())
                            + " ms on the way, for this box or its network is too slow for them; let it send fewer or smaller ones");
        }
        return waited;
    }

    /** Also one that has hung, which no reader of its pictures notices. */
    private void endWhenSilent() {
        CameraProcess running = process;
        if (running == null || System.nanoTime() - expected <= 0) {
            return;
        }
        silent = true;
        try {
            running.end();
        } catch (RuntimeException | OutOfMemoryError e) { // Or nobody would ever look again.
            LOG.errorf(e, "The program of the camera of the station %s could not be ended", name);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        watch.shutdownNow();
        CameraProcess running = process;
        if (running != null) {
            running.end();
        }
        reading.interrupt();
        try {
            reading.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
