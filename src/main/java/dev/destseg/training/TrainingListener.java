package dev.destseg.training;

/** Is told how a run goes. Called from the thread of the run. */
public interface TrainingListener {
    /**
     * A phase begins, or goes on after a resume.
     *
     * @param steps of the whole phase
     */
    void began(Phase phase, int steps);

    /**
     * A step is done.
     *
     * @param step from 1
     * @param loss of this step
     */
    void stepped(Phase phase, int step, int steps, double loss);

    /** So much time of learning was spent by now, without pauses, with that before an interruption. */
    default void spent(double seconds) {}

    /**
     * So much of a task without steps is done.
     *
     * @param task in a few words
     * @param done from 1
     */
    void advanced(String task, int done, int all);

    /** The anomaly maps of so many images were shown anew, where that was asked for. */
    default void previewed(int images) {}

    /** Something worth saying once. */
    void said(String text);
}
