package dev.destseg.evaluation;

/** Why an image is shown in a report. */
public enum CaseGroup {
    /** A defect below the threshold, or a good image at or above it. */
    FAILED("Failed: defects let pass and good parts rejected, the clearest mistakes first"),
    /** Judged rightly, but with the score nearest to the threshold. */
    WORST("Worst: judged rightly, but nearest to the threshold"),
    /** A defect found, with the score farthest above the threshold. */
    BEST("Best: defects found with the highest scores");

    private final String title;

    CaseGroup(String title) {
        this.title = title;
    }

    /** A heading for people. */
    public String title() {
        return title;
    }
}
