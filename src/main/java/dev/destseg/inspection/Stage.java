package dev.destseg.inspection;

/** What an inspection goes through, in this order. */
public enum Stage {
    /** In the queue. */
    WAITING,
    DECODING,
    /** Cutting out the region of interest, resizing. */
    PREPROCESSING,
    /** Whether the image is fit to be judged. */
    CHECKING,
    /** For the networks, which another inspection uses. */
    TURN,
    /** With the copies to and from native memory. */
    NETWORK,
    POSTPROCESSING
}
