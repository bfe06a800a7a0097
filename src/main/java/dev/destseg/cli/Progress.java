package dev.destseg.cli;

/** Shows how far a piece of work has come. Safe between threads; may be called often, as it draws only now and then. */
public interface Progress extends AutoCloseable {
    /**
     * Tells how much is done by now.
     *
     * @param done how much of the total; may exceed it, which shows as all of it
     * @param message what to show beside it, such as the loss; may be empty
     */
    void at(long done, String message);

    /** Shows the last state and ends the display, whether the work succeeded or not. */
    @Override
    void close();
}
