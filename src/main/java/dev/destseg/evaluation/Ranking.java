package dev.destseg.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Negatives and positives by score, from the highest score down; equal scores stand in one place. Every measure is over
 * all thresholds "score at and above", so the order of the input never matters.
 *
 * @param scores distinct, descending
 * @param negatives weight of the negatives with each score
 * @param positives weight of the positives with each score
 */
record Ranking(double[] scores, double[] negatives, double[] positives) {

    /** Ranks two samples, each element weighing 1. */
    static Ranking of(double[] negativeScores, double[] positiveScores) {
        int total = negativeScores.length + positiveScores.length;
        double[] scores = Arrays.copyOf(negativeScores, total);
        System.arraycopy(positiveScores, 0, scores, negativeScores.length, positiveScores.length);
        int[] order = IntStream.range(0, total)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] distinct = new double[total];
        double[] negatives = new double[total];
        double[] positives = new double[total];
        int size = 0;
        for (int i : order) {
            if (size == 0 || distinct[size - 1] != scores[i]) {
                distinct[size++] = scores[i];
            }
            (i < negativeScores.length ? negatives : positives)[size - 1]++;
        }
        return new Ranking(
                Arrays.copyOf(distinct, size), Arrays.copyOf(negatives, size), Arrays.copyOf(positives, size));
    }

    /** True positive rate over false positive rate, from (0, 0); empty without negatives or without positives. */
    Curve roc() {
        double negativeTotal = sum(negatives);
        double positiveTotal = sum(positives);
        if (negativeTotal == 0 || positiveTotal == 0) {
            return new Curve(new double[0], new double[0]);
        }
        double[] x = new double[scores.length + 1];
        double[] y = new double[scores.length + 1];
        double negative = 0;
        double positive = 0;
        for (int i = 0; i < scores.length; i++) {
            negative += negatives[i];
            positive += positives[i];
            x[i + 1] = negative / negativeTotal;
            y[i + 1] = positive / positiveTotal;
        }
        return new Curve(x, y);
    }

    /** Precision over recall, a point for each threshold; empty without positives. */
    Curve precisionRecall() {
        double total = sum(positives);
        if (total == 0) {
            return new Curve(new double[0], new double[0]);
        }
        double[] precision = precisions();
        double[] recall = new double[scores.length];
        double positive = 0;
        for (int i = 0; i < scores.length; i++) {
            positive += positives[i];
            recall[i] = positive / total;
        }
        return new Curve(recall, precision);
    }

    /** Average precision: each gain in recall weighs the precision it was reached with; NaN without positives. */
    double averagePrecision() {
        Curve curve = precisionRecall();
        double sum = 0;
        double before = 0;
        for (int i = 0; i < curve.x().length; i++) {
            sum += (curve.x()[i] - before) * curve.y()[i];
            before = curve.x()[i];
        }
        return curve.x().length == 0 ? Double.NaN : sum;
    }

    /** At each score, the part of positives among all at and above it. */
    double[] precisions() {
        double[] precision = new double[scores.length];
        double all = 0;
        double positive = 0;
        for (int i = 0; i < scores.length; i++) {
            all += negatives[i] + positives[i];
            positive += positives[i];
            precision[i] = positive / all;
        }
        return precision;
    }

    /** F1 = 2 TP / (2 TP + FP + FN) with the threshold at each score; all NaN without positives. */
    double[] f1() {
        double[] f1 = new double[scores.length];
        double total = sum(positives);
        double called = 0;
        double positive = 0;
        for (int i = 0; i < scores.length; i++) {
            called += negatives[i] + positives[i];
            positive += positives[i];
            f1[i] = total == 0 ? Double.NaN : 2 * positive / (called + total);
        }
        return f1;
    }

    /** The highest F1; NaN without negatives or without positives, where it would say nothing. */
    double f1Max() {
        if (sum(negatives) == 0 || sum(positives) == 0) {
            return Double.NaN;
        }
        return Arrays.stream(f1()).max().orElse(Double.NaN);
    }

    private static double sum(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        return sum;
    }
}
