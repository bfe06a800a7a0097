/**
 * Learning on the box while it judges. A run is asked for, waits in a queue that survives a loss of power, and is then a
 * process of its own, of the same program and at the lowest priority ({@link dev.destseg.training.runs.OwnProgram}), so that
 * whatever befalls it never touches inspection. What it learned is compared with the recipe that judges now, in a process of
 * its own too, and offered when it is better.
 *
 * <p>{@link dev.destseg.training.runs.TrainingRuns} is the way in, {@link dev.destseg.training.runs.RunExecution} the way of
 * one run. On disk, each run has a directory: {@code run.json}, the data as it was frozen, the checkpoint, the candidate.
 */
@NullMarked
package dev.destseg.training.runs;

import org.jspecify.annotations.NullMarked;
