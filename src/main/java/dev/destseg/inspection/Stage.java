package dev.destseg.inspection;

/** What an inspection goes through, in this order. */
public enum Stage {
    /** In the queue. */
    WAITING,
    DECODING,
    /** Whether the image is fit to be judged. */
    CHECKING,
    /** For the networks, which another inspection uses. */
    TURN,
    PREPROCESSING,
    NETWORK,
    POSTPROCESSING
}
