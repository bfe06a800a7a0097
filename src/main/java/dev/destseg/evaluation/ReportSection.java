package dev.destseg.evaluation;

import java.util.List;

/**
 * The part of a report about one category.
 *
 * @param evaluation its figures
 * @param cases the images shown, in the order of their groups
 */
public record ReportSection(Evaluation evaluation, List<ReportCase> cases) {
    public ReportSection {
        cases = List.copyOf(cases);
    }
}
