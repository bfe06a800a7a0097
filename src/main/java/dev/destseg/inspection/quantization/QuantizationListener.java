package dev.destseg.inspection.quantization;

/** Told how far a quantisation has come. Called by one thread. */
public interface QuantizationListener {
    /** @param work what is being done, of which {@code done} out of {@code total} is over */
    void advanced(String work, int done, int total);

    /** Something that people should know. */
    void said(String message);
}
