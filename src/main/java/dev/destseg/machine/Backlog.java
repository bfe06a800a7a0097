package dev.destseg.machine;

/** How much work the machine is behind with, for whoever can give way to it. Safe between threads. */
@FunctionalInterface
public interface Backlog {
    /** Where nothing can wait. */
    Backlog NONE = () -> 0;

    /** Parts that wait to be judged. */
    int waiting();
}
