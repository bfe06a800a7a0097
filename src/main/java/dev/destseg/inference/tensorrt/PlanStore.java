package dev.destseg.inference.tensorrt;

import java.util.Optional;

/**
 * Keeps what TensorRT has built, which takes minutes. A plan holds code that is run: what is found must be what was stored.
 * Safe between threads; whatever cannot be kept or read is as if it had never been stored.
 */
public interface PlanStore {
    /** A plan that was stored under an equal key. */
    Optional<byte[]> find(PlanKey key);

    void store(PlanKey key, byte[] plan);

    /** What kernels have taken on this machine, for {@link PlanKey#machine}; makes the next build shorter. */
    Optional<byte[]> findTimings(PlanKey key);

    void storeTimings(PlanKey key, byte[] timings);
}
