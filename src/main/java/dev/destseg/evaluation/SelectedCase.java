package dev.destseg.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * An image chosen to be shown.
 *
 * @param group why
 * @param image the image
 */
public record SelectedCase(CaseGroup group, ImageScore image) {

    /**
     * Chooses the images worth looking at; none twice.
     *
     * @param threshold score at and above which an image is a defect
     * @param count the most images in each group
     */
    public static List<SelectedCase> choose(List<ImageScore> images, double threshold, int count) {
        // How far on the right side of the threshold.
        Comparator<ImageScore> byMargin = Comparator.<ImageScore>comparingDouble(
                        image -> image.defect() ? image.score() - threshold : threshold - image.score())
                .thenComparing(ImageScore::name);
        Predicate<ImageScore> failed = image -> image.defect() != (image.score() >= threshold);
        List<ImageScore> right =
                images.stream().filter(failed.negate()).sorted(byMargin).toList();
        List<ImageScore> worst = right.subList(0, Math.min(count, right.size()));
        List<SelectedCase> chosen = new ArrayList<>();
        images.stream()
                .filter(failed)
                .sorted(byMargin)
                .limit(count)
                .forEach(image -> chosen.add(new SelectedCase(CaseGroup.FAILED, image)));
        worst.forEach(image -> chosen.add(new SelectedCase(CaseGroup.WORST, image)));
        right.stream()
                .skip(worst.size())
                .filter(ImageScore::defect)
                .sorted(byMargin.reversed())
                .limit(count)
                .forEach(image -> chosen.add(new SelectedCase(CaseGroup.BEST, image)));
        return chosen;
    }
}
