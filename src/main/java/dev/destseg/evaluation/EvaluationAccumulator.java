package dev.destseg.evaluation;

import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Mask;
import dev.destseg.tensor.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Takes the anomaly maps of a dataset one after the other and gives the metrics of all. Not thread-safe.
 *
 * <p>Memory does not grow with the pixels. The good images share one table of pixel counts, each kind of defect has its
 * own; a table holds at most 2^18 distinct scores, 28 bytes each, so at most 7 MiB per kind of defect and 7 MiB for the
 * good images, and three times one table for a moment while an image is added. An instance costs 4 bytes and an image its
 * name and score. Up to 2^18 distinct scores in all, every metric is exact; beyond, the scores of a table are told apart to
 * about 6e-5 of their value. On 3 million distinct scores that moved pixel AUROC and AUPRO by 2e-8 and the measures of
 * precision by 1e-5. Image metrics are always exact.
 *
 * <p>Defective images without a mask count in the image metrics only.
 */
public final class EvaluationAccumulator {
    private static final int DEFAULT_LIMIT = 1 << 18;
    private static final double AUPRO_LIMIT = 0.3;
    private static final double DRAWING_STEP = 0.004;

    private final ToDoubleFunction<AnomalyMap> score;
    private final int limit;
    private final List<ImageScore> images = new ArrayList<>();
    private final Sample good;
    private final SortedMap<String, Sample> kinds = new TreeMap<>();
    private int maskedDefects;

    /** With the score of {@link AnomalyScore#of}. */
    public EvaluationAccumulator() {
        this(AnomalyScore::of);
    }

    /** @param score gives the anomaly score of an image from its map */
    public EvaluationAccumulator(ToDoubleFunction<AnomalyMap> score) {
        this(score, DEFAULT_LIMIT);
    }

    EvaluationAccumulator(ToDoubleFunction<AnomalyMap> score, int limit) {
        this.score = score;
        this.limit = limit;
        this.good = new Sample(limit);
    }

    /**
     * Adds an image.
     *
     * @param name what a person knows the image by
     * @param mask the defect, as large as the map; null where unknown (a good image needs none)
     * @param defect whether the image shows a defect
     * @param kind the kind of defect
     * @return the anomaly score of the image
     * @throws InputException naming the image when the map holds a value outside [0, 1], the mask has another size, or a good
     *     image has a defect in its mask; nothing is added then
     */
    public double add(String name, AnomalyMap map, @Nullable Mask mask, boolean defect, String kind) {
        check(name, map, mask, defect);
        return added(name, map, score.applyAsDouble(map), mask, defect, kind);
    }

    /**
     * As {@link #add(String, AnomalyMap, Mask, boolean, String)}, where the anomaly score does not follow from the map alone.
     *
     * @param imageScore the anomaly score of the image
     */
    public double add(
            String name, AnomalyMap map, double imageScore, @Nullable Mask mask, boolean defect, String kind) {
        check(name, map, mask, defect);
        return added(name, map, imageScore, mask, defect, kind);
    }

    private double added(
            String name, AnomalyMap map, double imageScore, @Nullable Mask mask, boolean defect, String kind) {
        images.add(new ImageScore(name, kind, defect, imageScore));
        if (!defect) {
            good.add(map, new Mask(map.width(), map.height(), new byte[map.values().length]));
            return imageScore;
        }
        Sample sample = kinds.computeIfAbsent(kind, absent -> new Sample(limit));
        if (mask != null) {
            sample.add(map, mask);
            maskedDefects++;
        }
        return imageScore;
    }

    /** The metrics of what was added so far. */
    public MapEvaluation evaluate() {
        SortedMap<String, Metrics> byKind = new TreeMap<>();
        kinds.forEach((kind, sample) -> byKind.put(
                kind, metrics(good.plus(sample), ranking(image -> image.kind().equals(kind)))));
        Sample all = good;
        for (Sample sample : kinds.values()) {
            all = all.plus(sample);
        }
        Ranking imageRanking = ranking(image -> true);
        return new MapEvaluation(metrics(all, imageRanking), byKind, curves(all, imageRanking), images, maskedDefects);
    }

    /** The number of distinct pixel scores held: what the memory depends on. */
    int entries() {
        int entries = good.pixels().size();
        for (Sample sample : kinds.values()) {
            entries += sample.pixels().size();
        }
        return entries;
    }

    private Ranking ranking(Predicate<ImageScore> chosenDefects) {
        double[] goodScores = images.stream()
                .filter(image -> !image.defect())
                .mapToDouble(ImageScore::score)
                .toArray();
        double[] defectScores = images.stream()
                .filter(image -> image.defect() && chosenDefects.test(image))
                .mapToDouble(ImageScore::score)
                .toArray();
        return Ranking.of(goodScores, defectScores);
    }

    private static Metrics metrics(Sample sample, Ranking imageRanking) {
        Ranking pixels = sample.pixels().ranking();
        InstancePrecision instances = InstancePrecision.of(sample);
        return new Metrics(
                imageRanking.roc().areaTo(1),
                pixels.roc().areaTo(1),
                pixels.averagePrecision(),
                sample.pixels().regionRanking().roc().areaTo(AUPRO_LIMIT) / AUPRO_LIMIT,
                instances.mean(),
                instances.atRecall(90),
                imageRanking.f1Max(),
                pixels.f1Max());
    }

    private static Curves curves(Sample sample, Ranking imageRanking) {
        Ranking pixels = sample.pixels().ranking();
        return new Curves(
                imageRanking.roc().thinned(DRAWING_STEP),
                pixels.roc().thinned(DRAWING_STEP),
                pixels.precisionRecall().thinned(DRAWING_STEP),
                sample.pixels().regionRanking().roc().thinned(DRAWING_STEP));
    }

    private static void check(String name, AnomalyMap map, @Nullable Mask mask, boolean defect) {
        for (float value : map.values()) {
            if (!(value >= 0f && value <= 1f)) {
                throw new InputException(
                        "The anomaly map of " + name + " holds " + value
                                + ", which is not in [0, 1]; the network that made it is damaged or was not trained to the end");
            }
        }
        if (mask == null) {
            return;
        }
        if (mask.width() != map.width() || mask.height() != map.height()) {
            throw new InputException("The mask of " + name + " has " + mask.width() + " x " + mask.height()
                    + " pixels, its anomaly map " + map.width() + " x " + map.height()
                    + "; give a mask of the same picture, resized to the map");
        }
        if (!defect && mask.area() > 0) {
            throw new InputException(
                    "The image " + name + " counts as good, but its mask shows a defect; correct one of them");
        }
    }
}
