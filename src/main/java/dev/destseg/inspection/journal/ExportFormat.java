package dev.destseg.inspection.journal;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** How inspections are written to a file. */
public enum ExportFormat {
    /**
     * RFC 4180 with a line of names; one line an inspection, its regions as a count. A text that a spreadsheet would take
     * for a formula has an apostrophe before it.
     */
    CSV {
        @Override
        String header() {
            return "id,time,product,station,part_number,verdict,reason,score,threshold,recipe_name,recipe_version,"
                    + "recipe_digest,regions,total_ms,image,map,opinion,captured" + CRLF;
        }

        @Override
        String line(InspectionEntry entry) {
            JudgedPart part = entry.part();
            long nanoseconds = part.timings().values().stream()
                    .mapToLong(duration -> duration.toNanos())
                    .sum();
            return List.of(
                                    entry.id().text(),
                                    part.origin().time().toString(),
                                    text(part.origin().product()),
                                    text(part.origin().station().orElse("")),
                                    text(part.origin().partNumber().orElse("")),
                                    part.verdict().name(),
                                    text(part.reason().orElse("")),
                                    number(part.score()),
                                    part.recipe().isNone() ? "" : Double.toString(part.threshold()),
                                    text(part.recipe().name()),
                                    text(part.recipe().version()),
                                    part.recipe().isNone()
                                            ? ""
                                            : part.recipe().digest().toString(),
                                    Integer.toString(part.regions().size()),
                                    Double.toString(nanoseconds / 1e6),
                                    orEmpty(entry.image()),
                                    orEmpty(entry.map()),
                                    orEmpty(entry.opinion()),
                                    orEmpty(part.origin().captured()))
                            .stream()
                            .collect(Collectors.joining(","))
                    + CRLF;
        }
    },
    /** One JSON object a line. */
    JSON_LINES {
        @Override
        String header() {
            return "";
        }

        @Override
        String line(InspectionEntry entry) {
            return EntryJson.of(entry) + "\n";
        }
    };

    private static final String CRLF = "\r\n";
    private static final String FORMULA_STARTS = "=+-@\t";

    abstract String header();

    abstract String line(InspectionEntry entry);

    private static String text(String value) {
        String harmless = !value.isEmpty() && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        boolean plain = harmless.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? harmless : '"' + harmless.replace("\"", "\"\"") + '"';
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
    }

    private static String orEmpty(Optional<?> value) {
        return value.map(Object::toString).orElse("");
    }
}
