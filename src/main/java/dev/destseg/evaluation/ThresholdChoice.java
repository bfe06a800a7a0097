package dev.destseg.evaluation;

import dev.destseg.tensor.InputException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A threshold and how it was chosen. A score at and above the threshold is a defect.
 *
 * <p>From good images alone: the threshold lies just above the k-th highest of n good scores, so that k - 1 of them at most
 * are rejected. Whatever the distribution of the scores, the part of all good images above the k-th highest score is then
 * at most p with a probability of P(Binomial(n, p) &gt;= k) over the choice of the n images (Wilks, 1941: distribution-free
 * tolerance limits). It holds for images that were not trained on, and as long as the parts to come are like these; scores
 * that are equal only make it more cautious.
 *
 * @param threshold in (0, 1]
 * @param method how it was chosen
 * @param goodImages good scores used
 * @param defectImages defect scores used
 * @param falseRejectBound p, the part of good images that is called a defect at most; null for {@link Method#BEST_F1}
 * @param confidence probability that the bound holds; null for {@link Method#BEST_F1}
 * @param falseRejects good images among those used that the threshold rejects
 * @param misses defective images among those used that the threshold lets pass
 * @param explanation the same in words
 */
public record ThresholdChoice(
        double threshold,
        Method method,
        int goodImages,
        int defectImages,
        @Nullable Double falseRejectBound,
        @Nullable Double confidence,
        int falseRejects,
        int misses,
        String explanation) {

    /** How a threshold was chosen. */
    public enum Method {
        /** From good scores, with a bound on false rejects. */
        GOOD_SCORES,
        /** The best F1 over labelled good and defective images. */
        BEST_F1
    }

    /** The confidence used unless another is asked for. */
    public static final double DEFAULT_CONFIDENCE = 0.95;

    /** With many images the bound is not made smaller than this by itself: it would let more defects pass. */
    private static final double SMALLEST_AUTOMATIC_RATE = 0.01;

    /**
     * From good scores, with the bound that so many images support: 1 % when they are enough for it, else the smallest.
     *
     * @param goodScores of images that were not trained on
     * @throws InputException when there are none, or when no threshold is above the good scores
     */
    public static ThresholdChoice fromGood(double[] goodScores) {
        checkScores(goodScores, "good");
        double smallest = Binomial.smallestRate(goodScores.length, DEFAULT_CONFIDENCE);
        return smallest > SMALLEST_AUTOMATIC_RATE
                ? atRank(goodScores, 1, smallest, DEFAULT_CONFIDENCE)
                : fromGood(goodScores, SMALLEST_AUTOMATIC_RATE, DEFAULT_CONFIDENCE);
    }

    /**
     * From good scores: the lowest threshold that keeps the bound.
     *
     * @param goodScores of images that were not trained on
     * @param falseRejectBound the part of good images that may be called a defect, in (0, 1)
     * @param confidence probability that the bound holds, in (0, 1)
     * @throws InputException when so many images cannot support the bound (the message says which bound they do support, and
     *     how many it would take), or when no threshold is above the good scores
     */
    public static ThresholdChoice fromGood(double[] goodScores, double falseRejectBound, double confidence) {
        checkScores(goodScores, "good");
        checkPart(falseRejectBound, "bound on false rejects");
        checkPart(confidence, "confidence");
        int images = goodScores.length;
        int rank = Binomial.rank(images, falseRejectBound, confidence);
        if (rank == 0) {
            throw new InputException(
                    "%d good images cannot show that at most %s of good parts are rejected, with %s confidence: "
                                    .formatted(images, percent(falseRejectBound), percent(confidence))
                            + "they support %s at best, and it would take %d images; give more images, a higher bound, or none"
                                    .formatted(
                                            percent(Binomial.smallestRate(images, confidence)),
                                            Binomial.imagesFor(falseRejectBound, confidence)));
        }
        return atRank(goodScores, rank, falseRejectBound, confidence);
    }

    /**
     * The threshold with the best F1 on labelled images; among equals the lowest, because a missed defect costs more than a
     * second look. It lies halfway between the lowest score called a defect and the next one below.
     *
     * @throws InputException when there are no good or no defective images
     */
    public static ThresholdChoice bestF1(double[] goodScores, double[] defectScores) {
        checkScores(goodScores, "good");
        checkScores(defectScores, "defective");
        Ranking ranking = Ranking.of(goodScores, defectScores);
        double[] f1 = ranking.f1();
        int best = 0;
        for (int i = 1; i < f1.length; i++) {
            best = f1[i] >= f1[best] ? i : best;
        }
        double threshold = between(ranking.scores()[best], best + 1 < f1.length ? ranking.scores()[best + 1] : 0);
        int falseRejects = countFrom(goodScores, threshold);
        int misses = defectScores.length - countFrom(defectScores, threshold);
        String explanation =
                "The best F1, %s, on %d good and %d defective images: %d good ones rejected, %d defects missed."
                        .formatted(decimal(f1[best]), goodScores.length, defectScores.length, falseRejects, misses);
        return new ThresholdChoice(
                threshold,
                Method.BEST_F1,
                goodScores.length,
                defectScores.length,
                null,
                null,
                falseRejects,
                misses,
                explanation);
    }

    /** Whether an image with this score is a defect. */
    public boolean isDefect(double score) {
        return score >= threshold;
    }

    private static ThresholdChoice atRank(double[] goodScores, int rank, double bound, double confidence) {
        double[] sorted = goodScores.clone();
        Arrays.sort(sorted);
        double threshold = Math.nextUp(sorted[sorted.length - rank]);
        if (threshold > 1) {
            throw new InputException(
                    "Good images reach the highest score there is, 1, so no threshold tells defects from them; "
                            + "look at the good images for defects, or learn the product again");
        }
        int falseRejects = countFrom(goodScores, threshold);
        String explanation =
                ("Just above the score of rank %d from the top among %d good images, of which it rejects %d. "
                                + "With %s confidence at most %s of good parts are rejected, as long as they are like these.")
                        .formatted(rank, goodScores.length, falseRejects, percent(confidence), percent(bound));
        return new ThresholdChoice(
                threshold, Method.GOOD_SCORES, goodScores.length, 0, bound, confidence, falseRejects, 0, explanation);
    }

    /** The middle of two scores, but above the lower one even when they are neighbours. */
    private static double between(double high, double low) {
        double middle = low + (high - low) / 2;
        return middle > low ? middle : high;
    }

    private static int countFrom(double[] scores, double threshold) {
        return (int) Arrays.stream(scores).filter(score -> score >= threshold).count();
    }

    private static void checkScores(double[] scores, String which) {
        if (scores.length == 0) {
            throw new InputException("There are no " + which
                    + " images to choose a threshold from; give at least one that was not trained on");
        }
        for (double score : scores) {
            if (!(score >= 0 && score <= 1)) {
                throw new InputException("A " + which + " image has the score " + score
                        + ", which is not in [0, 1]; the network is damaged or was not trained to the end");
            }
        }
    }

    private static void checkPart(double part, String what) {
        if (!(part > 0 && part < 1)) {
            throw new InputException("The " + what + " is " + part + "; give a number above 0 and below 1");
        }
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.3g %%", 100 * part);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
