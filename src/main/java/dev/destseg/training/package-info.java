/**
 * Learning a product: phases, steps, checkpoints, resumable runs.
 *
 * <p>The way: {@link dev.destseg.training.ProductTraining} reads the data, {@link dev.destseg.training.TrainingRun} goes
 * through the phases, each a {@link dev.destseg.training.StepGraph} run again and again, and
 * {@link dev.destseg.training.RecipeAssembly} exports what was learned.
 *
 * <p>Decisions, with their reasons:
 *
 * <ul>
 *   <li>A budget of time is turned into a number of steps once, at the beginning of each phase, from the shortest of a few
 *       timed steps, and that number goes into the checkpoint and the recipe: a rate schedule that follows the clock
 *       could not be resumed to the same weights. On a machine that becomes busier the budget ends the phase early; on one
 *       that becomes idle time is left over. The mean of the timed steps was tried first: a few busy seconds at the start
 *       then cost most of the steps.
 *   <li>The batch of a step follows from the seed and the number of the step, never from a generator's state, so a
 *       checkpoint holds no generator.
 *   <li>A checkpoint is a safetensors file: other tools can read the weights.
 * </ul>
 */
@NullMarked
package dev.destseg.training;

import org.jspecify.annotations.NullMarked;
