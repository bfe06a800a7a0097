package dev.destseg.inference.tensorrt;

import dev.destseg.tensor.InputException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;

/**
 * The plans on the GPU and what runs each, lent to one engine at a time and used again, since nothing can free them. Safe
 * between threads.
 */
final class LoadedPlans {
    private final Map<PlanKey, ICudaEngine> plans = new HashMap<>();
    private final Map<PlanKey, Deque<IExecutionContext>> idle = new HashMap<>();

    synchronized boolean has(PlanKey key) {
        return plans.containsKey(key);
    }

    synchronized void add(PlanKey key, ICudaEngine plan) {
        plans.put(key, plan);
    }

    /** One that was added. */
    synchronized ICudaEngine plan(PlanKey key) {
        return Objects.requireNonNull(plans.get(key));
    }

    /** @throws InputException when the GPU has no memory left for another */
    synchronized IExecutionContext borrow(PlanKey key) {
        Optional<IExecutionContext> free = Optional.ofNullable(idle.get(key)).map(Deque::poll);
        IExecutionContext context = free.orElseGet(() -> plan(key).createExecutionContext());
        if (PlanBuilder.isMissing(context)) {
            throw new InputException("The GPU has no memory left for another engine");
        }
        return context;
    }

    synchronized void giveBack(PlanKey key, IExecutionContext context) {
        idle.computeIfAbsent(key, none -> new ArrayDeque<>()).push(context);
    }
}
