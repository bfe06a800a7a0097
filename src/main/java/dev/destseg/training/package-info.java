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
 *   <li>A budget of time is turned into a number of steps at the beginning of each phase, from the shortest of a few timed
 *       steps, and corrected on the way ({@link dev.destseg.training.StepPlan}). The plan with its corrections goes into
 *       the checkpoint and the recipe, so that the weights can be had again from it; a rate that follows the clock could
 *       not be. A plan made once at the start was tried first: on a machine that became busier the budget cut the last
 *       third of the one-cycle schedule, which does most of the good.
 *   <li>The batch of a step follows from the seed and the number of the step, never from a generator's state, so a
 *       checkpoint holds no generator.
 *   <li>Shown defects without a mask are found by a memory of good parts ({@link dev.destseg.training.DefectLocator}). The
 *       student was tried first, after its phase and before the segmentation network's: one that has hardly learned disagrees
 *       with the teacher everywhere (of 21 pixels that it named one lay in the defect).
 *   <li>A checkpoint is a safetensors file: other tools can read the weights.
 * </ul>
 */
@NullMarked
package dev.destseg.training;

import org.jspecify.annotations.NullMarked;
