package dev.destseg.inspection;

/** Keeps inspections before anybody hears of their verdicts. Safe between threads. */
@FunctionalInterface
public interface InspectionRecorder {
    /** Something that begins to be kept before there is a verdict. */
    @FunctionalInterface
    interface Hold extends AutoCloseable {
        /** Nobody waits for it any more: what no inspection names may go. */
        @Override
        void close();
    }

    /**
     * Begins to keep an image while it is judged, so that the disk works at the same time as the networks. What fails
     * here fails again in {@link #keep}, which says so.
     *
     * @return closed by the caller when the inspection is kept or given up
     */
    default Hold anticipate(InspectionRequest request) {
        return () -> {};
    }

    /** An inspection that is about to be kept. */
    @FunctionalInterface
    interface Draft {
        /**
         * Begins to keep it, behind all that began before, and does not wait for the disk; called once.
         *
         * @return must be awaited
         */
        Keeping begin();
    }

    /** An inspection that is being kept. */
    @FunctionalInterface
    interface Keeping {
        /** As {@link InspectionRecorder#keep}; called once. */
        CompletedInspection await();
    }

    /**
     * Does of {@link #keep} what need not wait for the inspections before it, while these are judged or kept. The draft
     * must be begun.
     */
    default Draft prepare(CompletedInspection inspection) {
        return () -> () -> keep(inspection);
    }

    /**
     * Keeps an inspection; when this returns, it survives a loss of power. What it throws, whoever asked for the
     * inspection gets instead of a verdict.
     *
     * @return the inspection under the name that it is kept by
     */
    CompletedInspection keep(CompletedInspection inspection);
}
