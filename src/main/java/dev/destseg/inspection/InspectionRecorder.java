package dev.destseg.inspection;

/** Keeps inspections before anybody hears of their verdicts. Safe between threads. */
@FunctionalInterface
public interface InspectionRecorder {
    /**
     * Keeps an inspection; when this returns, it survives a loss of power. What it throws, whoever asked for the
     * inspection gets instead of a verdict.
     *
     * @return the inspection under the name that it is kept by
     */
    CompletedInspection keep(CompletedInspection inspection);
}
