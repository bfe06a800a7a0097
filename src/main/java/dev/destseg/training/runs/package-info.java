/**
 * Learning on the box while it judges. A run is asked for, waits in a queue that survives a loss of power, and is then a
 * process of its own, of the same program and at the lowest priority ({@link dev.destseg.training.runs.OwnProgram}), so that
 * whatever befalls it never touches inspection. What it learned is compared with the recipe that judges now, in a process of
 * its own too, and offered when it is better.
 *
 * <p>{@link dev.destseg.training.runs.TrainingRuns} is the way in, {@link dev.destseg.training.runs.RunExecution} the way of
 * one run. On disk, each run has a directory: {@code run.json}, the data as it was frozen, the checkpoint, the candidate.
 *
 * <p>Why it is so:
 * <ul>
 *   <li>A pause stops the process (SIGSTOP), for its end and a new beginning cost up to a minute of work. A stopped process does
 *       not see that its input has ended, so each pause has a guard, a shell that waits for our end and then kills it. The
 *       parent-death signal of Linux would do the same, but not every system has the program that asks for it.
 *   <li>The lowest priority is the policy SCHED_IDLE. With nice 19 alone, four parts a second on two cores were judged in 68 ms
 *       (median) and 410 ms (p99) beside a training, where 50 and 79 ms were usual; with SCHED_IDLE, and threads that sleep
 *       while they wait, in 55 and 119 ms (another time 55 and 116 ms).
 *   <li>Outside of the idle hours a run is ended, not paused: it would hold its memory all day.
 * </ul>
 */
@NullMarked
package dev.destseg.training.runs;

import org.jspecify.annotations.NullMarked;
