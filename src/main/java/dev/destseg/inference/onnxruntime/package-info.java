/**
 * ONNX Runtime through its C++ classes: inference, and training steps with weights bound in place.
 *
 * <p>Memory of the two sessions that judge by a recipe (all cores and half of them), {@code edge} in floats, model of 22 MB,
 * resident beyond what ONNX Runtime takes before it has a model: 187 MB when each was loaded from the ONNX bytes with an arena
 * of its own. With one arena for both, which grows by what is asked for and gives back what the first run took in pieces, 166;
 * with blocks of a megabyte and more mapped one by one ({@code MALLOC_MMAP_THRESHOLD_}, else what was freed of a model stays in
 * the heap of the C library) 121; with weights taken from one copy of what ONNX Runtime has made of the graph ({@link
 * dev.destseg.inference.onnxruntime.OptimizedModel}) 90. Such a session is also made in an eighth of the time, 27 ms in place
 * of 210, for nothing is left to be optimised.
 *
 * <p>Weights come from the optimised graph, for ONNX Runtime lays those of convolutions out anew for the processor: shared as the
 * recipe has them, each session would keep its own again. They lie where lines of the processor's caches begin. In ONNX Runtime's own
 * format (ORT, {@code use_ort_model_bytes_for_initializers}) they do not, and judging took 8 to 10 % more of the processor's
 * time ({@code edge} in floats, one thread, three ways in turn in one process). A model that is mapped from a file would have to
 * lie on the disk in this form, open to whoever takes it there, also where the recipe is sealed.
 *
 * <p>Threads spin for their next piece of work only while something runs ({@code session.force_spinning_stop}). When they went on
 * after a run until ONNX Runtime lost patience, an inspection by {@code edge} took 154 ms of the processor in place of 121 at ten a
 * second, 139 in place of 119 by one client without pause, and not less time: two cores, builds in turn. They do spin while a run's
 * own thread waits for a core, which at a start, where all cores are taken, is a twentieth of the work.
 */
@NullMarked
package dev.destseg.inference.onnxruntime;

import org.jspecify.annotations.NullMarked;
