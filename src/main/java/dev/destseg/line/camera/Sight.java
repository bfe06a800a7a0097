package dev.destseg.line.camera;

import dev.destseg.image.Box;
import dev.destseg.image.Crop;
import dev.destseg.image.Image;
import dev.destseg.image.ImageStatistics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Whether a camera sees anything: exposure and focus, once a second and of the middle of the picture, which costs little; and
 * whether pictures change at all, for the noise of a sensor makes each differ from the one before. One thread looks, any asks.
 */
final class Sight {
    private static final long FIGURES_NANOS = Duration.ofSeconds(1).toNanos();
    /** Pixels in a direction that figures are made of. */
    private static final int MIDDLE = 1_024;

    private static final double BLACK = 12;
    private static final double WHITE = 243;
    /** Noise alone has less. */
    private static final double FLAT = 4;

    /** Cameras may send a picture twice to keep their rate in poor light. */
    private static final long MOST_EQUAL = 3;

    private final Duration frozenAfter;
    private long checksum;
    private long figuresAt;
    private long figuresNumber;
    private volatile @Nullable Frame last;
    private volatile @Nullable Frame changed;
    private volatile @Nullable ImageStatistics looks;
    private volatile double rate;

    /** @param frozenAfter how long equal pictures may come */
    Sight(Duration frozenAfter) {
        this.frozenAfter = frozenAfter;
    }

    void look(Frame frame) {
        CRC32C sum = new CRC32C();
        sum.update(frame.image().rgb());
        if (changed == null || sum.getValue() != checksum) {
            checksum = sum.getValue();
            changed = frame;
        }
        if (looks == null || frame.nanos() - figuresAt >= FIGURES_NANOS) {
            rate = looks == null ? 0 : (frame.number() - figuresNumber) * 1e9 / (frame.nanos() - figuresAt);
            looks = ImageStatistics.of(middle(frame.image()));
            figuresAt = frame.nanos();
            figuresNumber = frame.number();
        }
        last = frame;
    }

    /** The camera is spoken to anew; what it sent before is no measure. */
    void reset() {
        looks = null;
        changed = null;
        last = null;
        rate = 0;
    }

    private static Image middle(Image image) {
        int width = Math.min(MIDDLE, image.width());
        int height = Math.min(MIDDLE, image.height());
        return new Crop(new Box((image.width() - width) / 2, (image.height() - height) / 2, width, height))
                .apply(image);
    }

    /** Of the last second; nothing before the first picture. */
    Optional<ImageStatistics> looks() {
        return Optional.ofNullable(looks);
    }

    /** Pictures a second. */
    double rate() {
        return rate;
    }

    /** The last picture. */
    Optional<Frame> last() {
        return Optional.ofNullable(last);
    }

    /** Why no part can be judged by what the camera sees, and what to do. */
    Optional<String> problem() {
        return frozen().or(this::blank);
    }

    private Optional<String> frozen() {
        Frame now = last;
        Frame then = changed;
        if (now == null
                || then == null
                || now.number() - then.number() < MOST_EQUAL
                || now.nanos() - then.nanos() < frozenAfter.toNanos()) {
            return Optional.empty();
        }
        return Optional.of("is frozen: it has sent the same picture since " + seconds(then.captured())
                + "; switch it off and on, and check its network and its load");
    }

    private static Instant seconds(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond());
    }

    private Optional<String> blank() {
        ImageStatistics now = looks;
        if (now == null || now.contrast() >= FLAT) {
            return Optional.empty();
        }
        if (now.brightness() <= BLACK) {
            return Optional.of("sees nothing but black; check the lens cap, the light and the exposure");
        }
        if (now.brightness() >= WHITE) {
            return Optional.of("sees nothing but white; check the light and the exposure");
        }
        return Optional.empty();
    }
}
