package dev.destseg.inspection.comparison;

import dev.destseg.evaluation.Separation;
import dev.destseg.image.Image;
import dev.destseg.inspection.Inspection;
import dev.destseg.inspection.Verdict;
import dev.destseg.tensor.InputException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * How a recipe judges a group of cases.
 *
 * @param good cases that are good
 * @param falseRejects of them, those not judged OK
 * @param defective cases that are
 * @param escapes of them, those judged OK
 * @param auroc how well the scores tell them apart, in [0, 1]; NaN without both
 */
public record CaseFigures(int good, int falseRejects, int defective, int escapes, double auroc) {
    /** Judges every case; an image that cannot be read is passed over. */
    static CaseFigures of(Function<Image, Inspection> judge, List<LabelledCase> cases) {
        Count count = new Count();
        for (LabelledCase each : cases) {
            Image image;
            try {
                image = each.image().get();
            } catch (InputException unreadable) {
                continue;
            }
            count.add(each.defective(), judge.apply(image));
        }
        return count.figures();
    }

    int wrong() {
        return falseRejects + escapes;
    }

    private static final class Count {
        private final DoubleStream.Builder goodScores = DoubleStream.builder();
        private final DoubleStream.Builder defectiveScores = DoubleStream.builder();
        private int good;
        private int falseRejects;
        private int defective;
        private int escapes;

        void add(boolean isDefective, Inspection inspection) {
            boolean passed = inspection.verdict() == Verdict.OK;
            if (isDefective) {
                defective++;
                escapes += passed ? 1 : 0;
            } else {
                good++;
                falseRejects += passed ? 0 : 1;
            }
            inspection.score().ifPresent((isDefective ? defectiveScores : goodScores)::add);
        }

        CaseFigures figures() {
            double auroc = Separation.auroc(
                    goodScores.build().toArray(), defectiveScores.build().toArray());
            return new CaseFigures(good, falseRejects, defective, escapes, auroc);
        }
    }
}
