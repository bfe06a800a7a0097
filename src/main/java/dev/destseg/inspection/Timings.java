package dev.destseg.inspection;

import java.time.Duration;

/**
 * How long the stages of an inspection took.
 *
 * @param preprocessing from the decoded image to the tensor
 * @param network the graph, copies to and from native memory included
 * @param postprocessing from the map to the verdict
 */
public record Timings(Duration preprocessing, Duration network, Duration postprocessing) {
    static final Timings NONE = new Timings(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    Timings plus(Timings more) {
        return new Timings(
                preprocessing.plus(more.preprocessing),
                network.plus(more.network),
                postprocessing.plus(more.postprocessing));
    }

    public Duration total() {
        return preprocessing.plus(network).plus(postprocessing);
    }
}
