package dev.destseg.dataset.demo;

import dev.destseg.dataset.synthesis.RandomStreams;
import dev.destseg.dataset.synthesis.VisibleDifference;
import dev.destseg.image.Image;
import dev.destseg.image.Mask;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The demo products, drawn at 256 x 256 pixels. A picture depends on its arguments only. Thread safe.
 */
public enum DemoProduct {
    /** A turned steel flange: an aligned object. */
    FLANGE(new Flange(), List.of(DemoDefect.SCRATCH, DemoDefect.DENT, DemoDefect.MISSING_HOLE, DemoDefect.RUST)),
    /** A plain weave: a texture. */
    FABRIC(
            new Fabric(),
            List.of(DemoDefect.BROKEN_THREAD, DemoDefect.PULLED_THREAD, DemoDefect.STAIN, DemoDefect.TEAR)),
    /** A printed board. */
    BOARD(
            new Board(),
            List.of(
                    DemoDefect.MISSING_COMPONENT,
                    DemoDefect.SOLDER_BRIDGE,
                    DemoDefect.CUT_TRACE,
                    DemoDefect.MISALIGNED_COMPONENT));

    private static final int LEAST_AREA = 12;
    private static final long PART = 1;
    private static final long LIGHT = 2;
    private static final long DAMAGE = 3;

    private final Drawing drawing;
    private final List<DemoDefect> defects;

    DemoProduct(Drawing drawing, List<DemoDefect> defects) {
        this.drawing = drawing;
        this.defects = defects;
    }

    /** The folder's name. */
    public String directory() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kinds of defect this product has. */
    public List<DemoDefect> defects() {
        return defects;
    }

    /** A good part; parts of different numbers differ as real ones do. */
    public Image good(long seed, long index) {
        return picture(seed, index, null, 0);
    }

    /**
     * A defective part, whose twin is {@code good(seed, index)}.
     *
     * @throws IllegalArgumentException when this product does not have that defect
     */
    public DemoSample defective(DemoDefect defect, long seed, long index) {
        if (!defects.contains(defect)) {
            throw new IllegalArgumentException("The demo product " + directory() + " has no " + defect.directory()
                    + "; it has " + defects.stream().map(DemoDefect::directory).toList());
        }
        Image twin = good(seed, index);
        Image image;
        Mask mask;
        long attempt = 0;
        do {
            image = picture(seed, index, defect, attempt++);
            mask = VisibleDifference.between(image, twin);
        } while (mask.area() < LEAST_AREA);
        return new DemoSample(VisibleDifference.within(mask, image, twin), mask, twin);
    }

    private Image picture(long seed, long index, @Nullable DemoDefect defect, long attempt) {
        SplittableRandom part = RandomStreams.at(seed, ordinal(), index, PART);
        SplittableRandom damage =
                RandomStreams.at(seed, ordinal(), index, DAMAGE, defect == null ? -1 : defect.ordinal(), attempt);
        SplittableRandom light = RandomStreams.at(seed, ordinal(), index, LIGHT);
        return Camera.take(drawing.draw(part, defect, damage), light);
    }
}
