package dev.destseg.telemetry;

import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.journal.FeedbackRates;
import dev.destseg.inspection.journal.InspectionFilter;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.JournalQueries;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.ToLongFunction;

/**
 * What operators said of parts that are still in the journal; rates are quotients of these. A product has its gauges from
 * its first inspection on.
 */
@ApplicationScoped
class FeedbackGauges {
    private final MeterRegistry registry;
    private final Journal journal;

    FeedbackGauges(MeterRegistry registry, Journal journal) {
        this.registry = registry;
        this.journal = journal;
    }

    void register(@Observes CompletedInspection completed) {
        String product = completed.product();
        register(product, "good", FeedbackRates::good);
        register(product, "false_reject", FeedbackRates::falseRejects);
        register(product, "defective", FeedbackRates::defective);
        register(product, "escape", FeedbackRates::escapes);
    }

    private void register(String product, String finding, ToLongFunction<FeedbackRates> count) {
        Gauge.builder("destseg.feedback.parts", journal.queries(), queries -> count(queries, product, count))
                .description(
                        "Parts that operators gave feedback on; false rejects are among the good, escapes among the"
                                + " defective")
                .tag("product", product)
                .tag("finding", finding)
                .strongReference(true)
                .register(registry);
    }

    private static double count(JournalQueries queries, String product, ToLongFunction<FeedbackRates> count) {
        return count.applyAsLong(queries.rates(InspectionFilter.ALL.withProduct(product)));
    }
}
