package dev.destseg.image;

import dev.destseg.tensor.InputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.global.opencv_video;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatExpr;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_core.TermCriteria;

/**
 * An image of a part as it should lie; finds how other images of such parts lie against it, to a fraction of a pixel.
 *
 * <p>First the small image is turned by every angle in question, and phase correlation tells the shift for each; the angles at
 * which the two are most alike then are refined by maximising the enhanced correlation coefficient (Evangelidis and Psarakis 2008), on the small
 * image and then on the large one. That coefficient, which neither brightness nor contrast changes, tells whether the image shows
 * what the reference does.
 *
 * <p>Immutable and safe between threads; native memory is freed before a method returns.
 */
public final class Reference {
    /** Pixels of the longer side that are compared at most: more take time and add nothing that networks would see. */
    public static final int LONGEST_SIDE = 512;

    private static final int SMALL_SIDE = 96;
    /** Between two angles an edge of the small image moves by this, which correlation still sees. */
    private static final double STEP_DEGREES = 3;

    private static final int FEWEST_CANDIDATES = 3;
    /** Of the angles that are tried: the more there are, the more look alike by chance. */
    private static final double CANDIDATE_SHARE = 0.15;

    private static final double SHAPE_TOLERANCE = 0.02;
    private static final int BLUR = 5;
    private static final int MOST_STEPS = 40;
    private static final double LEAST_STEP = 1e-4;

    private final Image picture;
    private final double degrees;
    private final double shift;
    private final double similarity;
    private final Grey large;
    private final Grey small;

    /**
     * @param picture of the part; larger ones are shrunk
     * @param degrees by which parts may be turned either way, 0 to 180
     * @param shift by which parts may be off, as a share of the longer side, 0 to 0.5
     * @param similarity that an image must have with the reference, where 1 is the same, 0 to 1
     * @throws IllegalArgumentException for other bounds
     */
    public Reference(Image picture, double degrees, double shift, double similarity) {
        if (!(degrees >= 0 && degrees <= 180)
                || !(shift >= 0 && shift <= 0.5)
                || !(similarity >= 0 && similarity <= 1)) {
            throw new IllegalArgumentException(
                    "Parts may be turned by 0 to 180 degrees, shifted by 0 to 0.5, and be alike by 0 to 1");
        }
        this.picture = within(picture, LONGEST_SIDE);
        this.degrees = degrees;
        this.shift = shift;
        this.similarity = similarity;
        this.large = Grey.of(this.picture);
        this.small = Grey.of(within(this.picture, SMALL_SIDE));
    }

    private static Image within(Image image, int longest) {
        double factor = Math.min(1, (double) longest / Math.max(image.width(), image.height()));
        int width = Math.max(1, (int) Math.round(factor * image.width()));
        int height = Math.max(1, (int) Math.round(factor * image.height()));
        return new Resize(width, height).apply(image);
    }

    /** As it is compared. */
    public Image picture() {
        return picture;
    }

    /** An image at the size of the reference. */
    public Image fitting(Image image) {
        return new Resize(picture.width(), picture.height()).apply(image);
    }

    public double degrees() {
        return degrees;
    }

    public double shift() {
        return shift;
    }

    public double similarity() {
        return similarity;
    }

    /**
     * How a part lies in an image.
     *
     * @param image of the shape of the reference, at any size
     * @param width of the image that it was made from, in whose pixels the motion is told
     * @param height of that
     * @throws InputException when the image has another shape, or does not show the reference within the bounds
     */
    public Motion find(Image image, int width, int height) {
        double shape = (double) width / height * picture.height() / picture.width();
        if (Math.abs(shape - 1) > SHAPE_TOLERANCE) {
            throw new InputException(
                    "The image of " + width + " x " + height + " pixels has another shape than the reference" + " of "
                            + picture.width() + " x " + picture.height() + ", so that it cannot be laid over it");
        }
        Image fitting = fitting(image);
        Found found = find(fitting).orElseThrow(() -> unregistered("nothing in it agrees"));
        if (found.similarity < similarity) {
            throw unregistered(
                    String.format(Locale.ROOT, "it agrees by %.2f of %.2f at best", found.similarity, similarity));
        }
        Motion motion = found.motion.scaled((double) width / picture.width());
        double most = shift * Math.max(width, height);
        // The last step may pass the bounds of the search by a little.
        if (Math.abs(motion.degrees()) > degrees + 1 || Math.hypot(motion.x(), motion.y()) > 1.05 * most + 1) {
            throw unregistered(String.format(
                    Locale.ROOT,
                    "it is turned by %.1f degrees and shifted by %.0f, %.0f pixels",
                    motion.degrees(),
                    motion.x(),
                    motion.y()));
        }
        return motion;
    }

    private InputException unregistered(String why) {
        return new InputException(String.format(
                Locale.ROOT,
                "The image cannot be laid over the recipe's reference: %s; within %.0f degrees and %.0f %% of its size; check"
                        + " that the right part is in view",
                why,
                degrees,
                100 * shift));
    }

    private record Found(Motion motion, double similarity) {}

    private Optional<Found> find(Image fitting) {
        Grey image = Grey.of(fitting);
        Grey little = Grey.of(within(fitting, SMALL_SIDE));
        double scale = (double) large.width() / small.width();
        return candidates(little).stream()
                .flatMap(motion -> refined(small, little, motion).stream())
                .max(Comparator.comparingDouble(Found::similarity))
                .flatMap(best -> refined(large, image, best.motion.scaled(scale)));
    }

    /** In pixels of the small image, that which is most alike first. */
    private List<Motion> candidates(Grey image) {
        List<Found> found = new ArrayList<>();
        int steps = (int) Math.ceil(degrees / STEP_DEGREES);
        double most = shift * Math.max(small.width(), small.height()) + 1;
        try (ShiftSearch search = new ShiftSearch(small, image)) {
            for (int step = -steps; step <= steps; step++) {
                Motion motion = search.at(steps == 0 ? 0 : degrees * step / steps);
                if (Math.hypot(motion.x(), motion.y()) <= most) {
                    found.add(new Found(motion, search.similarity(motion)));
                }
            }
        }
        return found.stream()
                .sorted(Comparator.comparingDouble(Found::similarity).reversed())
                .limit(Math.max(FEWEST_CANDIDATES, Math.round(CANDIDATE_SHARE * (2 * steps + 1))))
                .map(Found::motion)
                .toList();
    }

    /** Lays an image over the reference, as far as a motion of the reference tells. */
    static void turn(Mat image, Motion motion, Size size, Mat turned, int border) {
        try (Mat warp = warp(motion, size.width(), size.height());
                Scalar nothing = new Scalar(0)) {
            opencv_imgproc.warpAffine(
                    image,
                    turned,
                    warp,
                    size,
                    opencv_imgproc.INTER_LINEAR | opencv_imgproc.WARP_INVERSE_MAP,
                    border,
                    nothing);
        }
    }

    /**
     * Nothing when it does not converge. The image is turned and shifted first, for the coefficient is maximised with an arc sine
     * of the angle, which holds for small ones.
     */
    private static Optional<Found> refined(Grey reference, Grey image, Motion first) {
        Size size = new Size(reference.width(), reference.height());
        try (size;
                Mat wanted = reference.matrix();
                Mat given = image.matrix();
                Mat laid = new Mat();
                MatExpr ones = Mat.ones(size, opencv_core.CV_8UC1);
                Mat everywhere = ones.asMat();
                Mat within = new Mat();
                Mat warp = warp(new Motion(0, 0, 0), reference.width(), reference.height());
                TermCriteria end = new TermCriteria(TermCriteria.COUNT | TermCriteria.EPS, MOST_STEPS, LEAST_STEP)) {
            turn(given, first, size, laid, opencv_core.BORDER_REPLICATE);
            turn(everywhere, first, size, within, opencv_core.BORDER_CONSTANT);
            double similarity =
                    opencv_video.findTransformECC(wanted, laid, warp, opencv_video.MOTION_EUCLIDEAN, end, within, BLUR);
            Motion rest = motion(warp, reference.width(), reference.height());
            return Optional.of(new Found(rest.then(first), similarity));
        } catch (RuntimeException notAlike) {
            // What OpenCV throws in C++, here where two images have nothing in common.
            return Optional.empty();
        }
    }

    /** As OpenCV wants it: from a pixel of the reference to one of the image, both counted from the centre of the first. */
    private static Mat warp(Motion motion, int width, int height) {
        double cx = (width - 1) / 2.0;
        double cy = (height - 1) / 2.0;
        Motion.Point corner = motion.toImage(-cx, -cy);
        float cos = (float) motion.cos();
        float sin = (float) motion.sin();
        Mat warp = new Mat(2, 3, opencv_core.CV_32FC1);
        try (FloatPointer data = new FloatPointer(warp.data())) {
            data.put(cos, -sin, (float) (corner.x() + cx), sin, cos, (float) (corner.y() + cy));
        }
        return warp;
    }

    private static Motion motion(Mat warp, int width, int height) {
        float[] m = new float[6];
        try (FloatPointer data = new FloatPointer(warp.data())) {
            data.get(m);
        }
        double cx = (width - 1) / 2.0;
        double cy = (height - 1) / 2.0;
        return new Motion(
                Math.toDegrees(Math.atan2(m[3], m[0])),
                m[0] * cx + m[1] * cy + m[2] - cx,
                m[3] * cx + m[4] * cy + m[5] - cy);
    }
}
