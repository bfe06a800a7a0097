package dev.destseg.cli;

import dev.destseg.training.TrainingListener;

/** Tells people or programs how a run goes. */
interface ShownTraining extends TrainingListener, AutoCloseable {
    @Override
    void close();
}
