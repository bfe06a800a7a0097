package dev.destseg.dataset.synthesis;

import dev.destseg.image.Image;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The kinds of defect of {@link StructuralSynthesizer}. Sizes are those at 256 pixels and grow with the image. */
enum StructuralDefect {
    /** A piece of another good part where it does not belong, often in the colours of what it covers. */
    MISPLACED_PIECE(4) {
        @Override
        Image inflict(Image good, Image other, SplittableRandom random) {
            Cover cover = Cover.spot(good, 4, 45, random.nextDouble(0.5, 4), random);
            int shiftX = random.nextInt(good.width());
            int shiftY = random.nextInt(good.height());
            Cover.Paint piece = (x, y, channel) ->
                    light(other, (x + shiftX) % other.width(), (y + shiftY) % other.height(), channel);
            boolean matched = random.nextBoolean();
            double[] here = cover.mean(good);
            double[] there = cover.mean(piece);
            return cover.blend(
                    good,
                    random.nextDouble(0.4, 1),
                    (x, y, channel) -> piece.at(x, y, channel) + (matched ? here[channel] - there[channel] : 0));
        }
    },
    /** A scratch, bent, or a crack, jagged: dark or bright. */
    LINE(2) {
        @Override
        Image inflict(Image good, Image other, SplittableRandom random) {
            Cover cover = Cover.line(good, random.nextBoolean() ? 0.02 : 0.5, random);
            double shift = darker(random) * random.nextDouble(30, 120);
            double strength = random.nextDouble(0.3, 1);
            return cover.blend(good, strength, (x, y, channel) -> light(good, x, y, channel) + shift);
        }
    },
    /** A spot or stain of one colour; on a grey part a grey one, for any other would be told apart too easily. */
    SPOT(2) {
        @Override
        Image inflict(Image good, Image other, SplittableRandom random) {
            Cover cover = Cover.spot(good, 3, 40, random.nextDouble(1, 6), random);
            int x0 = random.nextInt(good.width());
            int y0 = random.nextInt(good.height());
            double shift = darker(random) * random.nextDouble(25, 110);
            boolean grey = Grey.is(good);
            double[] colour = new double[3];
            for (int channel = 0; channel < 3; channel++) {
                double tint = random.nextDouble(-20, 20);
                colour[channel] = light(good, x0, y0, channel) + shift + (grey ? 0 : tint);
            }
            return cover.blend(good, random.nextDouble(0.15, 1), (x, y, channel) -> colour[channel]);
        }
    },
    /** A region in another light: brighter or darker, of more or less contrast. */
    UNEVEN_LIGHT(1) {
        @Override
        Image inflict(Image good, Image other, SplittableRandom random) {
            Cover cover = Cover.spot(good, 10, 60, 3, random);
            double[] mean = cover.mean(good);
            double contrast = random.nextDouble(0.3, 1.8);
            double shift = (random.nextBoolean() ? 1 : -1) * random.nextDouble(5, 45);
            return cover.blend(
                    good,
                    1,
                    (x, y, channel) -> mean[channel] + contrast * (light(good, x, y, channel) - mean[channel]) + shift);
        }
    },
    /** A region out of focus or smeared. */
    BLUR(1) {
        @Override
        Image inflict(Image good, Image other, SplittableRandom random) {
            Cover cover = Cover.spot(good, 10, 60, 3, random);
            int reach = 1 + random.nextInt(Math.max(1, good.width() / 64));
            return cover.blend(good, 1, (x, y, channel) -> meanAround(good, x, y, channel, reach));
        }
    };

    private static final double DARK_SHARE = 0.6;

    private final int often;

    /** @param often how often this kind is drawn, beside the others */
    StructuralDefect(int often) {
        this.often = often;
    }

    static StructuralDefect draw(SplittableRandom random) {
        int ticket = random.nextInt(
                Arrays.stream(values()).mapToInt(kind -> kind.often).sum());
        for (StructuralDefect kind : values()) {
            ticket -= kind.often;
            if (ticket < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("Every ticket is some kind's");
    }

    /**
     * A damaged copy.
     *
     * @param other of the size of {@code good}
     */
    abstract Image inflict(Image good, Image other, SplittableRandom random);

    private static double darker(SplittableRandom random) {
        return random.nextDouble() < DARK_SHARE ? -1 : 1;
    }

    private static int light(Image image, int x, int y, int channel) {
        return image.rgb()[3 * (y * image.width() + x) + channel] & 0xFF;
    }

    private static double meanAround(Image image, int x, int y, int channel, int reach) {
        int sum = 0;
        int count = 0;
        for (int atY = Math.max(0, y - reach); atY <= Math.min(image.height() - 1, y + reach); atY++) {
            for (int atX = Math.max(0, x - reach); atX <= Math.min(image.width() - 1, x + reach); atX++) {
                sum += light(image, atX, atY, channel);
                count++;
            }
        }
        return (double) sum / count;
    }
}
