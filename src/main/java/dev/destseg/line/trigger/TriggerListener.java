package dev.destseg.line.trigger;

import java.util.function.Consumer;

/** Hears signals of a machine, on any thread; returns at once. */
public interface TriggerListener extends Consumer<String> {
    /** @return whether there was a place for it; without one it is missed */
    boolean hear(Trigger trigger);

    /** Hears a signal as {@link Trigger#parse} reads it; what is no trigger is counted. */
    @Override
    void accept(String text);

    /** The same of a signal that somebody has kept, so that nobody knows when it was given. */
    void acceptOld(String text);
}
