package dev.destseg.image;

import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.global.opencv_calib3d;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.DMatch;
import org.bytedeco.opencv.opencv_core.DMatchVector;
import org.bytedeco.opencv.opencv_core.KeyPointVector;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_features2d.BFMatcher;
import org.bytedeco.opencv.opencv_features2d.ORB;

/**
 * Ways to find how a part lies, compared: photographs are turned and shifted by known amounts, what comes into view being the
 * photograph's own, made brighter and noisy. Prints how many are found within a pixel, how far off the others are, and the time.
 *
 * <p>Arguments: a folder of photographs, the largest angle in degrees, the largest shift as a share of the longer side.
 */
final class RegistrationBenchmark {
    private static final int MOST_PHOTOGRAPHS = 60;
    /** Of a photograph that is looked at, so that there is something around it to come into view. */
    private static final double SEEN = 0.62;

    private final double degrees;
    private final double shift;

    private RegistrationBenchmark(double degrees, double shift) {
        this.degrees = degrees;
        this.shift = shift;
    }

    private interface Way {
        /** Of an image of the same size as the reference. */
        Optional<Motion> find(Image reference, Image image);
    }

    private record Case(String name, Image reference, Image image, Motion motion) {
        /** How far off the worst corner is, in pixels. */
        double error(Motion found) {
            double worst = 0;
            for (int corner = 0; corner < 4; corner++) {
                double x = (corner % 2 - 0.5) * reference.width();
                double y = (corner / 2 - 0.5) * reference.height();
                Motion.Point truth = motion.toImage(x, y);
                Motion.Point claimed = found.toImage(x, y);
                worst = Math.max(worst, Math.hypot(truth.x() - claimed.x(), truth.y() - claimed.y()));
            }
            return worst;
        }
    }

    public static void main(String[] arguments) throws IOException {
        RegistrationBenchmark benchmark =
                new RegistrationBenchmark(Double.parseDouble(arguments[1]), Double.parseDouble(arguments[2]));
        List<Case> cases = benchmark.cases(Path.of(arguments[0]));
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("correlation of angles, then ECC", benchmark::reference);
        ways.put("ORB and RANSAC", RegistrationBenchmark::orb);
        System.out.printf(
                Locale.ROOT,
                "%d photographs, %d x %d and so on, turned by up to %.0f degrees, shifted by up to %.0f %%%n",
                cases.size(),
                cases.get(0).image.width(),
                cases.get(0).image.height(),
                benchmark.degrees,
                100 * benchmark.shift);
        ways.forEach((name, way) -> measure(name, way, cases));
        System.out.println(benchmark.strangers(cases));
    }

    /** Whether parts are taken for one another that have nothing to do with it. */
    private String strangers(List<Case> cases) {
        int taken = 0;
        for (int i = 0; i < cases.size(); i++) {
            Case one = cases.get(i);
            Image other = new Resize(one.reference.width(), one.reference.height())
                    .apply(cases.get((i + 7) % cases.size()).image);
            try {
                new Reference(one.reference, degrees, shift, 0.5).find(other, other.width(), other.height());
                taken++;
            } catch (InputException refused) {
                // As it should be.
                continue;
            }
        }
        return "Of " + cases.size() + " photographs of other parts " + taken + " are taken at a similarity of 0.5";
    }

    private static void measure(String name, Way way, List<Case> cases) {
        way.find(cases.get(0).reference, cases.get(0).image);
        List<Double> errors = new ArrayList<>();
        List<Double> times = new ArrayList<>();
        int refused = 0;
        for (Case each : cases) {
            long started = System.nanoTime();
            Optional<Motion> found = way.find(each.reference, each.image);
            times.add((System.nanoTime() - started) / 1e6);
            if (found.isPresent()) {
                errors.add(each.error(found.get()));
            } else {
                refused++;
            }
        }
        double[] sorted =
                errors.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double[] taken =
                times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        long near = Arrays.stream(sorted).filter(error -> error <= 1).count();
        System.out.printf(
                Locale.ROOT,
                "%-34s within a pixel %3d of %d   wrong by more %3d   refused %3d   median error %.3f px   median %6.1f ms"
                        + "   max %6.1f ms%n",
                name,
                near,
                cases.size(),
                sorted.length - near,
                refused,
                sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2],
                taken[taken.length / 2],
                taken[taken.length - 1]);
    }

    private List<Case> cases(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(folder)) {
            files = found.filter(ImageReader::isImage)
                    .sorted()
                    .limit(MOST_PHOTOGRAPHS)
                    .toList();
        }
        SplittableRandom random = new SplittableRandom(1);
        List<Case> cases = new ArrayList<>();
        for (Path file : files) {
            Image photograph = new ImageReader().read(file);
            int width = (int) (SEEN * photograph.width());
            int height = (int) (SEEN * photograph.height());
            double most = shift * Math.max(width, height);
            double direction = random.nextDouble(2 * Math.PI);
            double far = random.nextDouble(most);
            Motion motion = new Motion(
                    random.nextDouble(-degrees, degrees), far * Math.cos(direction), far * Math.sin(direction));
            cases.add(new Case(
                    file.getFileName().toString(),
                    seen(photograph, width, height, new Motion(0, 0, 0), random, 1, 0),
                    seen(photograph, width, height, motion, random, 0.9, 12),
                    motion));
        }
        return cases;
    }

    private static Image seen(
            Image photograph, int width, int height, Motion motion, SplittableRandom random, double gain, double more) {
        return MovedPart.noisy(MovedPart.within(photograph, width, height, motion), gain, more, random);
    }

    private Optional<Motion> reference(Image reference, Image image) {
        try {
            return Optional.of(
                    new Reference(reference, degrees, shift, 0.5).find(image, image.width(), image.height()));
        } catch (InputException refused) {
            return Optional.empty();
        }
    }

    private static Optional<Motion> orb(Image reference, Image image) {
        Mat one = eightBits(Grey.of(reference));
        Mat other = eightBits(Grey.of(image));
        ORB orb = ORB.create();
        orb.setMaxFeatures(1000);
        orb.setFastThreshold(7);
        KeyPointVector there = new KeyPointVector();
        KeyPointVector here = new KeyPointVector();
        Mat first = new Mat();
        Mat second = new Mat();
        orb.detectAndCompute(one, new Mat(), there, first);
        orb.detectAndCompute(other, new Mat(), here, second);
        if (there.size() < 3 || here.size() < 3) {
            return Optional.empty();
        }
        DMatchVector matches = new DMatchVector();
        new BFMatcher(opencv_core.NORM_HAMMING, true).match(first, second, matches);
        int count = (int) matches.size();
        if (count < 3) {
            return Optional.empty();
        }
        Mat from = new Mat(count, 1, opencv_core.CV_32FC2);
        Mat to = new Mat(count, 1, opencv_core.CV_32FC2);
        try (FloatIndexer a = from.createIndexer();
                FloatIndexer b = to.createIndexer()) {
            for (int i = 0; i < count; i++) {
                DMatch match = matches.get(i);
                a.put(i, 0, 0, there.get(match.queryIdx()).pt().x());
                a.put(i, 0, 1, there.get(match.queryIdx()).pt().y());
                b.put(i, 0, 0, here.get(match.trainIdx()).pt().x());
                b.put(i, 0, 1, here.get(match.trainIdx()).pt().y());
            }
        }
        Mat affine =
                opencv_calib3d.estimateAffinePartial2D(from, to, new Mat(), opencv_calib3d.RANSAC, 2, 2000, 0.99, 10);
        if (affine.empty()) {
            return Optional.empty();
        }
        try (DoubleIndexer m = affine.createIndexer()) {
            double cx = (reference.width() - 1) / 2.0;
            double cy = (reference.height() - 1) / 2.0;
            return Optional.of(new Motion(
                    Math.toDegrees(Math.atan2(m.get(1, 0), m.get(0, 0))),
                    m.get(0, 0) * cx + m.get(0, 1) * cy + m.get(0, 2) - cx,
                    m.get(1, 0) * cx + m.get(1, 1) * cy + m.get(1, 2) - cy));
        }
    }

    private static Mat eightBits(Grey grey) {
        Mat bytes = new Mat();
        grey.matrix().convertTo(bytes, opencv_core.CV_8U);
        return bytes;
    }
}
