package dev.destseg.inference.tensorrt;

import dev.destseg.inference.BoundedBatches;
import dev.destseg.inference.Engine;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inference.tensorrt.PlanBuilder.Built;
import dev.destseg.tensor.InputException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tensorrt.global.nvinfer;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IRuntime;

/**
 * TensorRT on the first NVIDIA GPU. Loading builds a plan, unless the store has it. Only where {@link
 * TensorRtSoftware#obstacle} is empty.
 *
 * <p>A plan that was loaded stays on the GPU until the process ends, see the package; loading the same graph again takes no
 * more memory.
 */
public final class TensorRt implements InferenceRuntime {
    private static final LoadedPlans LOADED = new LoadedPlans();
    private static final Lock BUILDING = new ReentrantLock();

    private final Numbers numbers;
    private final PlanStore plans;

    public TensorRt(Numbers numbers, PlanStore plans) {
        this.numbers = numbers;
        this.plans = plans;
    }

    @Override
    public String name() {
        return numbers.runtime();
    }

    @Override
    public boolean gainsFromBytes() {
        return numbers == Numbers.INT8;
    }

    @Override
    public boolean wantsSignedBytes() {
        return numbers == Numbers.INT8;
    }

    @Override
    public boolean gainsFromBatches() {
        return true;
    }

    /** @param threads not used: the GPU has its own */
    @Override
    public Engine load(byte[] model, int threads) {
        InstalledTensorRt here = InstalledTensorRt.here();
        PlanKey key =
                new PlanKey(sha256(model), numbers, here.gpu(), here.tensorRt(), here.driver(), PlanBuilder.SETTINGS);
        // One at a time: builds would measure each other.
        BUILDING.lock();
        try {
            BuildLog.only().forget();
            if (!LOADED.has(key)) {
                LOADED.add(key, plan(key, model));
            }
        } finally {
            BUILDING.unlock();
        }
        TensorRtEngine engine = new TensorRtEngine(LOADED, key);
        return engine.takesBatches() ? new BoundedBatches(engine, PlanBuilder.MOST_IN_BATCH) : engine;
    }

    private ICudaEngine plan(PlanKey key, byte[] model) {
        Optional<ICudaEngine> kept = plans.find(key).flatMap(TensorRt::deserialized);
        if (kept.isPresent()) {
            return kept.get();
        }
        Built built = new PlanBuilder().build(model, numbers, plans.findTimings(key));
        ICudaEngine engine = deserialized(built.plan())
                .orElseThrow(() -> new InputException("TensorRT cannot load what it has built: "
                        + BuildLog.only().complaint()));
        plans.store(key, built.plan());
        plans.storeTimings(key, built.timings());
        return engine;
    }

    /** Empty when TensorRT does not take the plan. */
    private static Optional<ICudaEngine> deserialized(byte[] plan) {
        IRuntime runtime = PlanBuilder.made(nvinfer.createInferRuntime(BuildLog.only()));
        try (BytePointer bytes = new BytePointer(plan)) {
            return Optional.ofNullable(runtime.deserializeCudaEngine(bytes, plan.length))
                    .filter(engine -> !PlanBuilder.isMissing(engine));
        }
    }

    private static String sha256(byte[] model) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(model));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
