package dev.destseg.rest;

import dev.destseg.inspection.Verdict;
import dev.destseg.inspection.journal.Summary;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What many inspections come to, as answers show it. */
@Schema(name = "Summary")
record SummaryView(
        List<CountView> counts,
        @Schema(description = "Periods in which something was judged, oldest first.") List<PeriodView> timeline,
        @Schema(description = "Lowest first.") List<ScoreView> scores) {
    /** How often a verdict was given. */
    @Schema(name = "VerdictCount")
    record CountView(String product, Verdict verdict, long inspections) {}

    /** How often a verdict was given in a period. */
    @Schema(name = "Period")
    record PeriodView(Instant from, Verdict verdict, long inspections) {}

    /** How often scores from this one up to 0.005 more occur. */
    @Schema(name = "ScoreCount")
    record ScoreView(double score, Verdict verdict, long inspections) {}

    static SummaryView of(Summary summary) {
        return new SummaryView(
                summary.counts().stream()
                        .map(each -> new CountView(each.product(), each.verdict(), each.inspections()))
                        .toList(),
                summary.timeline().stream()
                        .map(each -> new PeriodView(each.from(), each.verdict(), each.inspections()))
                        .toList(),
                summary.scores().stream()
                        .map(each -> new ScoreView(each.score(), each.verdict(), each.inspections()))
                        .toList());
    }
}
