/**
 * From an image to a verdict.
 *
 * <p>One image alone gets all cores; of several, two get half each ({@code Cores}). ONNX Runtime splits each operation among
 * the threads of a run and waits for the last of them, so that whatever interrupts one thread, such as the journal or HTTP,
 * holds up all. On two cores, {@code edge}, images a second: one run on two threads 34, two runs on one thread each 36, two
 * runs at once on the two threads of one session 28, the same without spinning 34; over HTTP with four clients on the same
 * cores 23 one after the other and 33 side by side. A session for half of the cores is therefore loaded beside the other,
 * after the recipe has begun to judge; it passes the same golden set first. Both take their weights from one copy where the runtime
 * can, recipe by recipe where there are zones.
 *
 * <p>A GPU is given the images that wait already in one run, up to eight ({@code Batches}); as many threads judge there, so that one
 * decodes while another waits. Processors are given one at a time: in runs of four an image took 0.92 of the time in the median of a loaded machine
 * ({@code edge} with bytes, two threads, 154 and 142 ms), less than its noise, and the first of four would wait for the last. On an
 * NVIDIA H200 the network of {@code edge} takes 5.4 ms for one image and 8.9 for eight, there and back.
 *
 * <p>Zones ({@code ZonedInspector}) are put together from inspections, not from maps: each zone is inspected as by its recipe
 * alone, and scores as there, to the last digit. Of all that asks for one score, one threshold and one map, the journal, the
 * console, drawings, evaluation, nothing needs to know of zones, because these are on a common scale.
 */
@NullMarked
package dev.destseg.inspection;

import org.jspecify.annotations.NullMarked;
