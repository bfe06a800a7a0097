package dev.destseg.dataset;

import dev.destseg.image.RegionOfInterest;
import dev.destseg.tensor.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A polygon on an image, its corners in shares of the image's width and height from the top left corner. Where it crosses
 * itself, what an odd number of its lines surrounds is inside. Immutable.
 *
 * @param corners at least three, each within the image
 */
public record Outline(List<Corner> corners) {
    private static final int FEWEST = 3;
    /** More than anybody draws by hand. */
    private static final int MOST = 1000;

    /** Shares of width and height. */
    public record Corner(double x, double y) {}

    /** @throws InputException for fewer than three corners, too many, or one outside the image */
    public Outline {
        corners = List.copyOf(corners);
        if (corners.size() < FEWEST || corners.size() > MOST) {
            throw new InputException("A polygon has " + FEWEST + " to " + MOST + " corners, not " + corners.size());
        }
        for (Corner corner : corners) {
            if (!(corner.x >= 0 && corner.x <= 1 && corner.y >= 0 && corner.y <= 1)) {
                throw new InputException("The corner " + corner.x + "," + corner.y
                        + " does not lie within the image; give" + " shares of its width and height, from 0 to 1");
            }
        }
    }

    /**
     * A box as X,Y,WIDTH,HEIGHT, or the corners of a polygon as X,Y X,Y X,Y ...
     *
     * @throws InputException when the text is neither, or does not lie within the image
     */
    public static Outline parse(String text) {
        String[] words = text.trim().split("\\s+");
        try {
            if (words.length == 1) {
                double[] box = numbers(words[0], 4);
                return of(RegionOfInterest.given(box[0], box[1], box[2], box[3]));
            }
            List<Corner> corners = new ArrayList<>();
            for (String word : words) {
                double[] corner = numbers(word, 2);
                corners.add(new Corner(corner[0], corner[1]));
            }
            return new Outline(corners);
        } catch (NumberFormatException e) {
            throw new InputException(
                    "'" + text + "' is neither a box nor a polygon; give X,Y,WIDTH,HEIGHT or the corners as"
                            + " \"X,Y X,Y X,Y\", in shares of the image, such as 0.25,0.1,0.5,0.8",
                    e);
        }
    }

    private static double[] numbers(String text, int count) {
        double[] numbers = Arrays.stream(text.split(",", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        if (numbers.length != count) {
            throw new NumberFormatException(count + " numbers are expected");
        }
        return numbers;
    }

    public static Outline of(RegionOfInterest box) {
        return new Outline(List.of(
                new Corner(box.left(), box.top()),
                new Corner(box.right(), box.top()),
                new Corner(box.right(), box.bottom()),
                new Corner(box.left(), box.bottom())));
    }

    /** The smallest box around it. */
    public RegionOfInterest box() {
        double left = corners.stream().mapToDouble(Corner::x).min().orElseThrow();
        double top = corners.stream().mapToDouble(Corner::y).min().orElseThrow();
        double right = corners.stream().mapToDouble(Corner::x).max().orElseThrow();
        double bottom = corners.stream().mapToDouble(Corner::y).max().orElseThrow();
        return RegionOfInterest.given(left, top, right - left, bottom - top);
    }

    /**
     * Marks the pixels whose centres are inside.
     *
     * @param region the part of the image that the pixels show
     * @param pixels rows from the top, {@code width} in each
     */
    void fill(RegionOfInterest region, byte[] pixels, int width, byte value) {
        int height = pixels.length / width;
        for (int row = 0; row < height; row++) {
            double y = region.top() + (row + 0.5) / height * (region.bottom() - region.top());
            double[] crossings = crossings(y);
            for (int i = 0; i + 1 < crossings.length; i += 2) {
                int from = column(crossings[i], region, width);
                int to = column(crossings[i + 1], region, width);
                Arrays.fill(pixels, row * width + from, row * width + to, value);
            }
        }
    }

    /** Where its lines cross a height, from the left; an even number. */
    private double[] crossings(double y) {
        double[] found = new double[corners.size()];
        int count = 0;
        for (int i = 0; i < corners.size(); i++) {
            Corner a = corners.get(i);
            Corner b = corners.get((i + 1) % corners.size());
            if (a.y <= y != b.y <= y) {
                found[count++] = a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x);
            }
        }
        Arrays.sort(found, 0, count);
        return Arrays.copyOf(found, count);
    }

    /** The first pixel whose centre is not left of x. */
    private static int column(double x, RegionOfInterest region, int width) {
        double share = (x - region.left()) / (region.right() - region.left());
        return (int) Math.max(0, Math.min(width, Math.ceil(share * width - 0.5)));
    }

    /** As {@link #parse} takes it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Corner corner : corners) {
            text.append(text.isEmpty() ? "" : " ")
                    .append(told(corner.x))
                    .append(',')
                    .append(told(corner.y));
        }
        return text.toString();
    }

    private static String told(double share) {
        return String.format(Locale.ROOT, "%.6f", share).replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
