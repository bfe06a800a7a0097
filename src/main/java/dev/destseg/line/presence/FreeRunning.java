package dev.destseg.line.presence;

import dev.destseg.image.Image;
import dev.destseg.image.RegionOfInterest;
import dev.destseg.line.camera.Camera;
import dev.destseg.line.camera.CameraSettings;
import dev.destseg.line.camera.Frame;
import dev.destseg.line.camera.FrameListener;
import dev.destseg.line.source.Picture;
import dev.destseg.line.source.Source;
import dev.destseg.line.trigger.TriggerInput;
import dev.destseg.line.trigger.TriggerListener;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A camera that gives the signals, too: it is where triggers come from, and gives for each the picture in which its part was
 * noticed. Safe between threads.
 */
public final class FreeRunning implements TriggerInput, Source {
    /** Pictures that wait to be judged; each takes three bytes a pixel. */
    static final int MOST_WAITING = 4;

    private static final Logger LOG = Logger.getLogger(FreeRunning.class);

    private final String station;
    private final FreeRunningSettings settings;
    private final RegionOfInterest region;
    private final EmptyPlace place;
    private final Camera camera;
    private final Deque<Part> waiting = new ArrayDeque<>();
    private @Nullable PartWatch watch;
    private @Nullable Frame best;
    private @Nullable Consumer<String> listener;
    private long number;
    private long noticed;
    private long passedBy;
    private long lost;
    private long there;

    private record Part(long number, Frame frame) {}

    /**
     * @param last number that was given to a part before the start
     * @param maxPixels of a picture
     * @throws InputException for settings that cannot be used
     */
    public FreeRunning(
            String station,
            CameraSettings cameraSettings,
            FreeRunningSettings settings,
            EmptyPlace place,
            long last,
            long maxPixels) {
        this.station = station;
        this.settings = settings;
        this.region = region(settings.region());
        this.place = place;
        this.number = last;
        if (!(settings.share() > 0 && settings.share() <= 1 && settings.contrast() > 0)) {
            throw new InputException("A part changes a share above 0 and up to 1 of the region by a contrast above 0;"
                    + " mend share and contrast of free-running");
        }
        this.camera = new Camera(station, cameraSettings, maxPixels, new Watching());
        this.watch = place.read().map(this::watch).orElse(null);
    }

    private static RegionOfInterest region(List<Double> shares) {
        if (shares.size() != 4) {
            throw new InputException("A region has four numbers, left, top, width and height in shares of the picture,"
                    + " such as 0.25,0.1,0.5,0.8, not " + shares);
        }
        return RegionOfInterest.given(shares.get(0), shares.get(1), shares.get(2), shares.get(3));
    }

    private PartWatch watch(Image empty) {
        return new PartWatch(
                settings.judge(), LumaGrid.of(empty, region), settings.share(), settings.contrast(), settings.still());
    }

    /** The camera, which begins to look when it is started. */
    public Camera camera() {
        return camera;
    }

    private final class Watching implements FrameListener {
        @Override
        public boolean see(Frame frame) {
            return look(frame);
        }

        @Override
        public void lose() {
            lookAway();
        }
    }

    /** What lies there when the camera is back may be another part. */
    private synchronized void lookAway() {
        best = null;
        there = 0;
        if (watch != null) {
            watch.beginAnew();
        }
    }

    private synchronized boolean look(Frame frame) {
        if (watch == null) {
            return false;
        }
        PartWatch.Step step = watch.see(LumaGrid.of(frame.image(), region), frame.nanos());
        there = watch.there(frame.nanos());
        return switch (step) {
            case NONE -> false;
            case BEST -> {
                best = settings.judge() == Moment.PASSING ? frame : null;
                yield best != null;
            }
            case JUDGE -> {
                notice(best);
                yield false;
            }
            case JUDGE_THIS -> {
                notice(frame);
                yield true;
            }
            case GONE_BY -> {
                passedBy++;
                LOG.infof("The station %s: something was there that did not come to rest and was not judged", station);
                yield false;
            }
        };
    }

    /**
     * A part that nobody hears of has a number all the same, whose absence is noticed with the next one. Of too many that wait
     * the oldest is given up: its picture may be one that nobody will ask for, since its signal came too late.
     */
    private void notice(@Nullable Frame frame) {
        best = null;
        number++;
        noticed++;
        if (listener == null) {
            lost++;
            LOG.infof("The station %s: the part %d came before signals are heard, and is lost", station, number);
            return;
        }
        if (frame == null) {
            lose(number);
            return;
        }
        if (waiting.size() >= MOST_WAITING) {
            lose(waiting.remove().number());
        }
        waiting.add(new Part(number, frame));
        listener.accept(Long.toString(number));
    }

    private void lose(long part) {
        lost++;
        LOG.warnf("The station %s: parts come faster than they can be judged; the part %d is lost", station, part);
    }

    @Override
    public void connect(TriggerListener signals) throws IOException {
        synchronized (this) {
            listener = signals;
        }
        Optional<String> why = state().problem();
        if (why.isPresent()) {
            throw new IOException(why.get());
        }
    }

    /** What it notices. */
    public FreeRunningState state() {
        Optional<String> blind = camera.state().problem();
        synchronized (this) {
            return new FreeRunningState(noticed, passedBy, lost, there > 0, blind.or(this::unnoticed));
        }
    }

    private Optional<String> unnoticed() {
        if (watch == null) {
            return Optional.of("Nobody has shown what the place without a part looks like; clear it, and send POST"
                    + " /api/v1/stations/" + station + "/empty-place");
        }
        if (there > settings.longest().toNanos()) {
            return Optional.of("Something has been there for "
                    + Duration.ofNanos(there).toMinutes()
                    + " min, so that no other part is noticed; take it away, or clear the place and send POST"
                    + " /api/v1/stations/" + station + "/empty-place if the light has changed");
        }
        return Optional.empty();
    }

    /**
     * Takes what the camera sees now for the empty place, from now on and after the next start.
     *
     * @throws IOException when the camera sees nothing; the message says why
     * @throws InputException when the empty place is configured
     */
    public void learnEmptyPlace() throws IOException {
        Frame frame = camera.takeFrame(System.nanoTime());
        place.write(Camera.png(frame));
        PartWatch begun = watch(frame.image());
        synchronized (this) {
            watch = begun;
            best = null;
            there = 0;
        }
    }

    /** A picture of now, whatever it shows. */
    @Override
    public byte[] take() throws IOException {
        return camera.take();
    }

    @Override
    public Picture take(long sequence, long since, Duration longest) throws IOException {
        return Camera.picture(frame(sequence));
    }

    private synchronized Frame frame(long sequence) throws IOException {
        while (!waiting.isEmpty() && waiting.element().number() <= sequence) {
            Part part = waiting.remove();
            if (part.number() == sequence) {
                return part.frame();
            }
        }
        throw new IOException("the picture of the part " + sequence + " was given up");
    }

    @Override
    public void close() {
        camera.close();
    }
}
