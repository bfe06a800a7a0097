package dev.destseg.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import dev.destseg.graph.Attribute;
import dev.destseg.graph.Graph;
import dev.destseg.graph.GraphBuilder;
import dev.destseg.graph.Node;
import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.tensor.ByteTensor;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.LongTensor;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.SignedByteTensor;
import dev.destseg.tensor.Tensor;
import dev.destseg.training.StoredTeacher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OnnxRoundTripTest {
    /** The smallest graph with an input, a constant, a note and a free batch, spelled out. */
    private static final String GOLDEN =
            """
            ir_version: 8
            producer_name: "destseg-edge"
            graph {
              node {
                input: "x"
                input: "offset"
                output: "Add_0"
                name: "Add_0"
                op_type: "Add"
                domain: ""
              }
              node {
                input: "Add_0"
                output: "y"
                name: "y"
                op_type: "Identity"
                domain: ""
              }
              name: "small"
              initializer {
                dims: 2
                data_type: 1
                name: "offset"
                raw_data: "\\000\\000\\200?\\000\\000\\000\\300"
              }
              input {
                name: "x"
                type {
                  tensor_type {
                    elem_type: 1
                    shape {
                      dim {
                        dim_param: "N"
                      }
                      dim {
                        dim_value: 2
                      }
                    }
                  }
                }
              }
              output {
                name: "y"
                type {
                  tensor_type {
                    elem_type: 1
                    shape {
                      dim {
                        dim_param: "N"
                      }
                      dim {
                        dim_value: 2
                      }
                    }
                  }
                }
              }
              value_info {
                name: "Add_0"
                type {
                  tensor_type {
                    elem_type: 1
                    shape {
                      dim {
                        dim_param: "N"
                      }
                      dim {
                        dim_value: 2
                      }
                    }
                  }
                }
              }
            }
            opset_import {
              version: 17
            }
            metadata_props {
              key: "licence"
              value: "Apache-2.0"
            }
            """;

    static Graph small() {
        Operators ops = new Operators(new GraphBuilder("small"));
        Value x = ops.builder().input("x", ElementType.FLOAT32, Shape.of(Shape.FREE, 2));
        Value offset = ops.builder().constant("offset", FloatTensor.of(new float[] {1, -2}, 2));
        ops.builder().output("y", ops.add(x, offset));
        return ops.builder().build().withNotes(Map.of("licence", "Apache-2.0"));
    }

    @Test
    void writesASmallGraphAsItStandsHere() throws InvalidProtocolBufferException {
        ModelProto model = ModelProto.parseFrom(OnnxWriter.write(small()));
        assertEquals(GOLDEN, TextFormat.printer().printToString(model));
    }

    @Test
    void readsWhatItWrote() {
        assertSame(small(), OnnxReader.read(OnnxWriter.write(small()), "small"));
        Graph teacher = StoredTeacher.embedded().teacher().graph();
        assertSame(teacher, OnnxReader.read(OnnxWriter.write(teacher), "teacher"));
    }

    @Test
    void theOrderOfNotesDoesNotChangeTheBytes() {
        Map<String, String> falling = new TreeMap<>(Comparator.reverseOrder());
        falling.putAll(Map.of("a", "1", "b", "2"));
        assertArrayEquals(
                OnnxWriter.write(small().withNotes(new TreeMap<>(falling))),
                OnnxWriter.write(small().withNotes(falling)));
    }

    /** Graphs of every kind of value, attribute and tensor; whether they can run does not matter here. */
    @Property(tries = 200)
    void readsAnyGraphThatItWrote(@ForAll long seed) {
        Graph graph = random(new Random(seed));
        byte[] written = OnnxWriter.write(graph);
        Graph read = OnnxReader.read(written, "random");
        assertSame(graph, read);
        assertArrayEquals(written, OnnxWriter.write(read));
    }

    private static void assertSame(Graph expected, Graph actual) {
        assertEquals(expected.name(), actual.name());
        assertEquals(expected.inputs(), actual.inputs());
        assertEquals(expected.outputs(), actual.outputs());
        assertEquals(expected.notes(), actual.notes());
        assertEquals(
                List.copyOf(expected.constants().keySet()),
                List.copyOf(actual.constants().keySet()));
        expected.constants()
                .forEach((name, tensor) -> assertSame(tensor, actual.constants().get(name)));
        List<Value> made = new ArrayList<>(expected.values());
        made.removeAll(expected.outputs());
        assertEquals(made, actual.values());
        assertEquals(expected.nodes().size(), actual.nodes().size());
        for (int i = 0; i < expected.nodes().size(); i++) {
            assertSame(expected.nodes().get(i), actual.nodes().get(i));
        }
    }

    private static void assertSame(Node expected, Node actual) {
        assertEquals(
                List.of(expected.operator(), expected.domain(), expected.inputs(), expected.outputs()),
                List.of(actual.operator(), actual.domain(), actual.inputs(), actual.outputs()));
        assertEquals(expected.attributes().keySet(), actual.attributes().keySet());
        expected.attributes().forEach((name, attribute) -> {
            if (attribute instanceof Attribute.Constant constant) {
                assertSame(
                        constant.value(),
                        ((Attribute.Constant) actual.attributes().get(name)).value());
            } else {
                assertEquals(attribute, actual.attributes().get(name));
            }
        });
    }

    private static void assertSame(Tensor expected, Tensor actual) {
        assertEquals(expected.type(), actual.type());
        assertEquals(expected.shape(), actual.shape());
        switch (expected.type()) {
            case FLOAT32 -> assertArrayEquals(((FloatTensor) expected).data(), ((FloatTensor) actual).data());
            case UINT8 -> assertArrayEquals(((ByteTensor) expected).data(), ((ByteTensor) actual).data());
            case INT8 -> assertArrayEquals(((SignedByteTensor) expected).data(), ((SignedByteTensor) actual).data());
            case INT64 -> assertArrayEquals(((LongTensor) expected).data(), ((LongTensor) actual).data());
        }
    }

    private static Graph random(Random random) {
        Map<String, Tensor> constants = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            constants.put("c" + i, tensor(random));
        }
        List<Node> nodes = new ArrayList<>();
        List<Value> values = new ArrayList<>();
        for (int i = random.nextInt(5) + 1; i > 0; i--) {
            nodes.add(node(random, i));
            values.add(value(random, "v" + i));
        }
        return new Graph(
                "random",
                List.of(value(random, "in")),
                List.of(value(random, "out")),
                constants,
                nodes,
                values,
                Map.of("note", "\u00e9\n" + random.nextInt()));
    }

    private static Node node(Random random, int number) {
        Map<String, Attribute> attributes = new TreeMap<>();
        attributes.put("whole", Attribute.of(random.nextLong()));
        attributes.put("wholes", Attribute.of(random.nextInt(), -1, random.nextInt()));
        attributes.put("real", Attribute.of(random.nextFloat()));
        attributes.put("text", Attribute.of("t\u00e9xt" + random.nextInt()));
        attributes.put("constant", new Attribute.Constant(tensor(random)));
        attributes.keySet().removeIf(name -> random.nextBoolean());
        String domain = random.nextBoolean() ? "" : Node.MICROSOFT;
        return new Node("Any", domain, List.of("in", "", "c1"), List.of("v" + number, ""), attributes);
    }

    private static Value value(Random random, String name) {
        ElementType[] types = ElementType.values();
        int[] extents = random.ints(random.nextInt(4), Shape.FREE, 5).toArray();
        return new Value(name, types[random.nextInt(types.length)], Shape.of(extents));
    }

    private static Tensor tensor(Random random) {
        Shape shape = Shape.of(random.ints(random.nextInt(4), 0, 4).toArray());
        int elements = shape.elements();
        switch (random.nextInt(4)) {
            case 0 -> {
                float[] data = new float[elements];
                for (int i = 0; i < elements; i++) {
                    data[i] = (float) random.nextGaussian();
                }
                return new FloatTensor(shape, data);
            }
            case 1 -> {
                byte[] data = new byte[elements];
                random.nextBytes(data);
                return new ByteTensor(shape, data);
            }
            case 2 -> {
                byte[] data = new byte[elements];
                random.nextBytes(data);
                return new SignedByteTensor(shape, data);
            }
            default -> {
                return new LongTensor(shape, random.longs(elements).toArray());
            }
        }
    }
}
