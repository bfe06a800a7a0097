package dev.destseg.graph;

import dev.destseg.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** A constant setting of a node. */
public sealed interface Attribute {
    record Whole(long value) implements Attribute {}

    record Wholes(List<Long> values) implements Attribute {
        public Wholes {
            values = List.copyOf(values);
        }
    }

    record Real(float value) implements Attribute {}

    record Text(String value) implements Attribute {}

    record Constant(Tensor value) implements Attribute {}

    static Attribute of(long value) {
        return new Whole(value);
    }

    static Attribute of(float value) {
        return new Real(value);
    }

    static Attribute of(String value) {
        return new Text(value);
    }

    static Attribute of(int... values) {
        return new Wholes(Arrays.stream(values).asLongStream().boxed().toList());
    }
}
