package dev.destseg.inference;

import dev.destseg.tensor.ByteTensor;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import dev.destseg.tensor.LongTensor;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.SignedByteTensor;
import dev.destseg.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * An engine that takes so many images in one run, and is given any number: more of them are run in pieces, one after the other.
 * Where a piece fails, as when the memory of a GPU is short, half of it is tried, and pieces stay as small as those that did not. A
 * batch that is too large must not look like an engine that fails: that is one which fails with a single image. As safe between threads as the
 * engine.
 */
public final class BoundedBatches implements Engine {
    private final Engine engine;
    private volatile int most;

    /**
     * @param engine of a graph all of whose inputs and outputs have the batch as their first axis; taken over
     * @param most images in one run, at least 1
     */
    public BoundedBatches(Engine engine, int most) {
        this.engine = engine;
        this.most = most;
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        return run(inputs, engine::run);
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs, Set<String> outputs) {
        return run(inputs, part -> engine.run(part, outputs));
    }

    private Map<String, Tensor> run(Map<String, Tensor> inputs, UnaryOperator<Map<String, Tensor>> run) {
        int batch = batch(inputs);
        int first = Math.min(batch, most);
        for (int piece = first; ; piece /= 2) {
            try {
                Map<String, Tensor> outputs =
                        piece == batch ? run.apply(inputs) : runInPieces(inputs, batch, piece, run);
                if (piece < first) {
                    most = piece;
                }
                return outputs;
            } catch (RuntimeException e) {
                if (piece <= 1) {
                    throw e;
                }
            }
        }
    }

    private static Map<String, Tensor> runInPieces(
            Map<String, Tensor> inputs, int batch, int piece, UnaryOperator<Map<String, Tensor>> run) {
        Map<String, List<Tensor>> pieces = new LinkedHashMap<>();
        for (int from = 0; from < batch; from += piece) {
            run.apply(part(inputs, batch, from, Math.min(batch, from + piece)))
                    .forEach((name, part) -> pieces.computeIfAbsent(name, first -> new ArrayList<>())
                            .add(part));
        }
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        pieces.forEach((name, parts) -> outputs.put(name, joined(parts, batch)));
        return outputs;
    }

    /** 0 where there is none, which the engine itself refuses. */
    private static int batch(Map<String, Tensor> inputs) {
        int batch = 0;
        for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
            Shape shape = input.getValue().shape();
            int own = shape.rank() == 0 ? 0 : shape.extent(0);
            if (batch != 0 && own != batch) {
                throw new InputException("The graph takes as many images at each input; " + input.getKey() + " has "
                        + own + ", another " + batch);
            }
            batch = own;
        }
        return batch;
    }

    private static Map<String, Tensor> part(Map<String, Tensor> inputs, int batch, int from, int to) {
        Map<String, Tensor> part = new LinkedHashMap<>();
        inputs.forEach((name, tensor) -> part.put(name, part(tensor, batch, from, to)));
        return part;
    }

    private static Tensor part(Tensor tensor, int batch, int from, int to) {
        Shape shape = tensor.shape().with(0, to - from);
        Object numbers = room(tensor.type(), shape.elements());
        int each = tensor.shape().elements() / batch;
        System.arraycopy(numbers(tensor), from * each, numbers, 0, shape.elements());
        return tensor(tensor.type(), shape, numbers);
    }

    private static Tensor joined(List<Tensor> parts, int batch) {
        ElementType type = parts.get(0).type();
        Shape shape = parts.get(0).shape().with(0, batch);
        Object numbers = room(type, shape.elements());
        int filled = 0;
        for (Tensor part : parts) {
            int length = part.shape().elements();
            System.arraycopy(numbers(part), 0, numbers, filled, length);
            filled += length;
        }
        return tensor(type, shape, numbers);
    }

    private static Object room(ElementType type, int elements) {
        return switch (type) {
            case FLOAT32 -> new float[elements];
            case UINT8, INT8 -> new byte[elements];
            case INT64 -> new long[elements];
        };
    }

    private static Object numbers(Tensor tensor) {
        if (tensor instanceof FloatTensor floats) {
            return floats.data();
        }
        if (tensor instanceof ByteTensor bytes) {
            return bytes.data();
        }
        if (tensor instanceof SignedByteTensor bytes) {
            return bytes.data();
        }
        return ((LongTensor) tensor).data();
    }

    private static Tensor tensor(ElementType type, Shape shape, Object numbers) {
        return switch (type) {
            case FLOAT32 -> new FloatTensor(shape, (float[]) numbers);
            case UINT8 -> new ByteTensor(shape, (byte[]) numbers);
            case INT8 -> new SignedByteTensor(shape, (byte[]) numbers);
            case INT64 -> new LongTensor(shape, (long[]) numbers);
        };
    }

    @Override
    public boolean gainsFromBatches() {
        return engine.gainsFromBatches();
    }

    @Override
    public String runtime() {
        return engine.runtime();
    }

    @Override
    public void close() {
        engine.close();
    }
}
