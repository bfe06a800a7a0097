package dev.destseg.inference.tensorrt;

import java.util.Optional;

/** Keeps nothing, so that every plan is built. */
public final class ForgetfulPlans implements PlanStore {
    @Override
    public Optional<byte[]> find(PlanKey key) {
        return Optional.empty();
    }

    @Override
    public void store(PlanKey key, byte[] plan) {}

    @Override
    public Optional<byte[]> findTimings(PlanKey key) {
        return Optional.empty();
    }

    @Override
    public void storeTimings(PlanKey key, byte[] timings) {}
}
