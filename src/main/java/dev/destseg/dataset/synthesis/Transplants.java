package dev.destseg.dataset.synthesis;

import dev.destseg.image.Image;
import dev.destseg.image.Mask;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Puts real defects that somebody has shown on good parts: turned, mirrored and made a little larger or smaller, somewhere, in the
 * light of the place that they come to.
 *
 * <p>A sample depends on the seed, its index, the defects and the good image only. Thread safe.
 *
 * @param defects at least one
 * @param rotation how products are turned first
 * @param seed of all samples
 */
public record Transplants(List<ShownDefect> defects, ProductRotation rotation, long seed) {
    /** Streams of numbers that no other sample of the same index draws from. */
    private static final long OWN = 1;

    private static final double MOST_SCALE_EXPONENT = 0.25;
    private static final double LEAST_STRENGTH = 0.6;
    /** Of the image's sides, where the middle of a defect does not come to. */
    private static final double BORDER = 0.06;

    public Transplants {
        defects = List.copyOf(defects);
    }

    /**
     * The sample of a number.
     *
     * @param good a good part
     * @param index any; the samples of different numbers differ
     */
    public CorruptedSample sample(Image good, long index) {
        SplittableRandom random = RandomStreams.at(seed, index, OWN);
        Image clean = Turned.by(rotation.drawDegrees(random), good);
        ShownDefect defect = defects.get(random.nextInt(defects.size()));
        Move move = Move.drawn(defect.mask(), clean, random);
        Cover cover = move.cover(defect.mask(), clean);
        if (cover.mask().area() == 0) {
            move = Move.none(defect.mask());
            cover = move.cover(defect.mask(), clean);
        }
        double strength = random.nextDouble(LEAST_STRENGTH, 1);
        return new CorruptedSample(
                clean, cover.blend(clean, strength, paint(defect, move, cover, clean)), cover.mask());
    }

    /** The pixels of the defect, as much darker or brighter as the good part is than what was around the defect. */
    private static Cover.Paint paint(ShownDefect defect, Move move, Cover cover, Image good) {
        double[] here = cover.mean(good);
        double[] around = Surroundings.mean(defect);
        byte[] rgb = defect.image().rgb();
        int width = defect.image().width();
        return (x, y, channel) -> (rgb[3 * (move.fromY(x, y) * width + move.fromX(x, y)) + channel] & 0xFF)
                + here[channel]
                - around[channel];
    }

    /**
     * From a pixel of the good part to the nearest one of the defect's image.
     *
     * @param cos of the angle, divided by the scale
     * @param sin likewise
     * @param mirror 1 or -1
     */
    private record Move(
            double cos, double sin, int mirror, double middleX, double middleY, double sourceX, double sourceY) {
        static Move none(Mask mask) {
            double[] middle = middle(mask);
            return new Move(1, 0, 1, middle[0], middle[1], middle[0], middle[1]);
        }

        static Move drawn(Mask mask, Image good, SplittableRandom random) {
            double angle = 2 * Math.PI * random.nextDouble();
            double scale = Math.exp(random.nextDouble(-MOST_SCALE_EXPONENT, MOST_SCALE_EXPONENT));
            double[] middle = middle(mask);
            return new Move(
                    Math.cos(angle) / scale,
                    Math.sin(angle) / scale,
                    random.nextBoolean() ? 1 : -1,
                    good.width() * random.nextDouble(BORDER, 1 - BORDER),
                    good.height() * random.nextDouble(BORDER, 1 - BORDER),
                    middle[0],
                    middle[1]);
        }

        private static double[] middle(Mask mask) {
            double x = 0;
            double y = 0;
            for (int i = 0; i < mask.data().length; i++) {
                x += mask.data()[i] * (i % mask.width());
                y += mask.data()[i] * (i / mask.width());
            }
            return new double[] {Math.rint(x / mask.area()), Math.rint(y / mask.area())};
        }

        int fromX(int x, int y) {
            return (int) Math.rint(mirror * (cos * (x - middleX) - sin * (y - middleY)) + sourceX);
        }

        int fromY(int x, int y) {
            return (int) Math.rint(sin * (x - middleX) + cos * (y - middleY) + sourceY);
        }

        /** Half at the edge of the defect, so that no cut is seen there. */
        Cover cover(Mask mask, Image good) {
            float[] share = new float[good.width() * good.height()];
            for (int i = 0; i < share.length; i++) {
                int x = fromX(i % good.width(), i / good.width());
                int y = fromY(i % good.width(), i / good.width());
                share[i] = inside(mask, x, y) ? (1 + insideAround(mask, x, y)) / 2 : 0;
            }
            return new Cover(good.width(), share);
        }

        private static float insideAround(Mask mask, int x, int y) {
            int inside = 0;
            for (int i = 0; i < 9; i++) {
                inside += inside(mask, x + i % 3 - 1, y + i / 3 - 1) ? 1 : 0;
            }
            return inside / 9f;
        }

        private static boolean inside(Mask mask, int x, int y) {
            return x >= 0 && y >= 0 && x < mask.width() && y < mask.height() && mask.data()[y * mask.width() + x] == 1;
        }
    }
}
