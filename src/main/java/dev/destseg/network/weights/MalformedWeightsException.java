package dev.destseg.network.weights;

/** What is wrong within a file of weights, as a phrase; whoever knows the file makes a sentence of it. */
final class MalformedWeightsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedWeightsException(String message) {
        super(message);
    }
}
