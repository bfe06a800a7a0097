package dev.destseg.line.trigger;

import dev.destseg.line.source.Source;

/** Messages of which each is a part's signal and its picture. Safe between threads. */
public interface ImageMessages extends TriggerInput, Source {
    @Override
    void close();
}
