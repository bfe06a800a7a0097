package dev.destseg.network.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Shared;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import dev.destseg.tensor.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import net.razorvine.pickle.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorchReaderTest {
    private static final byte[] TWO = TorchFiles.floats(1.25f, -3f);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"zip.pth", "legacy.pth"})
    void readsWhatPyTorchWrites(String name) {
        StateDictionary weights = StateDictionaryReader.read(Path.of("src/test/resources/weights", name));

        assertEquals(
                List.of(
                        "whole",
                        "permuted",
                        "sliced",
                        "half",
                        "bfloat",
                        "double",
                        "scalar",
                        "parameter",
                        "empty",
                        "running_var"),
                weights.names());
        float[] counting = new float[24];
        for (int i = 0; i < counting.length; i++) {
            counting[i] = i;
        }
        assertTensor(weights, "whole", counting, 2, 3, 4);
        assertTensor(weights, "permuted", permuted(), 4, 2, 3);
        assertTensor(weights, "sliced", new float[] {16, 18, 20, 22}, 2, 2);
        assertTensor(weights, "half", new float[] {1.5f, -2f, 65504f, 0x1p-24f, -0f}, 5);
        assertTensor(weights, "bfloat", new float[] {1.5f, -2f, 0x1p127f}, 3);
        assertTensor(weights, "double", new float[] {0.1f, -2f}, 2);
        assertTensor(weights, "scalar", new float[] {2.5f});
        assertTensor(weights, "parameter", new float[] {3, 4}, 2);
        assertTensor(weights, "empty", new float[0], 0, 3);
        assertTensor(weights, "running_var", new float[] {1, 1}, 2);
    }

    private static float[] permuted() {
        float[] values = new float[24];
        int i = 0;
        for (int c = 0; c < 4; c++) {
            for (int a = 0; a < 2; a++) {
                for (int b = 0; b < 3; b++) {
                    values[i++] = a * 12 + b * 4 + c;
                }
            }
        }
        return values;
    }

    private static void assertTensor(StateDictionary weights, String name, float[] values, int... extents) {
        FloatTensor tensor = weights.require(name);
        assertEquals(Shape.of(extents), tensor.shape(), name);
        assertArrayEquals(values, tensor.data(), name);
    }

    /** The expected values come from PyTorch 2.15: shapes, sums in double precision, first values. */
    @Test
    void readsTheShippedTeacher() {
        StateDictionary weights = StateDictionaryReader.read(Shared.require("teacher/efficientnet-lite0-57934424.pth"));

        assertEquals(247, weights.names().size());
        assertSum(weights, "_conv_stem.weight", -26.811376610887237, -1.1103361f, 32, 3, 3, 3);
        assertSum(weights, "_blocks.10._depthwise_conv.weight", 276.0512680914253, -0.007101625f, 672, 1, 5, 5);
        assertSum(weights, "_bn0.running_var", 214.57079964876175, 1.6314286f, 32);
    }

    private static void assertSum(StateDictionary weights, String name, double sum, float first, int... extents) {
        FloatTensor tensor = weights.require(name);
        assertEquals(Shape.of(extents), tensor.shape());
        assertEquals(first, tensor.data()[0]);
        double total = 0;
        for (float value : tensor.data()) {
            total += value;
        }
        assertEquals(sum, total, 1e-9);
    }

    @Test
    void namesATensorThatIsMissing() throws IOException {
        StateDictionary weights =
                StateDictionaryReader.read(TorchFiles.zip(folder.resolve("w"), TorchFiles.pickle(), TWO));

        assertArrayEquals(new float[] {1.25f, -3f}, weights.require("w").data());
        InputException refusal = assertThrows(InputException.class, () -> weights.require("fc.bias"));
        assertTrue(refusal.getMessage().contains("fc.bias"), refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "os, system",
        "posix, system",
        "builtins, eval",
        "__builtin__, bytearray",
        "datetime, datetime",
        "decimal, Decimal",
        "array, array",
        "torch, Tensor",
        "torch.nn.modules.conv, Conv2d",
        "numpy.core.multiarray, scalar",
        "copyreg, _reconstructor"
    })
    void refusesEveryOtherType(String module, String name) throws IOException {
        byte[] called = new PickleProgram()
                .global(module, name)
                .string("x")
                .raw(Opcodes.TUPLE1, Opcodes.REDUCE)
                .end();
        byte[] named = new PickleProgram()
                .raw(Opcodes.PROTO, 4)
                .string(module)
                .string(name)
                .raw(Opcodes.STACK_GLOBAL)
                .end();

        refusesPickle(called, module + "." + name);
        refusesPickle(named, module + "." + name);
    }

    @Test
    void refusesInstructionsThatMakeObjects() throws IOException {
        short[] instructions = {
            Opcodes.INST,
            Opcodes.OBJ,
            Opcodes.NEWOBJ,
            Opcodes.NEWOBJ_EX,
            Opcodes.EXT1,
            Opcodes.PERSID,
            Opcodes.BYTEARRAY8,
            Opcodes.BINUNICODE8,
            Opcodes.LONG4
        };
        for (short instruction : instructions) {
            byte[] pickle = new PickleProgram()
                    .raw(Opcodes.MARK, instruction)
                    .string("os\nsystem\n")
                    .end();
            refusesPickle(pickle, String.format("0x%02x", instruction));
        }
    }

    @Test
    void refusesToFillAnythingButADictionary() throws IOException {
        refusesPickle(
                new PickleProgram()
                        .tensor("0", 2, 0, new int[] {2}, new int[] {1})
                        .raw(Opcodes.EMPTY_DICT, Opcodes.BUILD)
                        .end(),
                "damaged pickle");
    }

    @Test
    void refusesACallOfADictionary() throws IOException {
        refusesPickle(
                new PickleProgram()
                        .dictionary()
                        .raw(Opcodes.EMPTY_TUPLE, Opcodes.REDUCE)
                        .end(),
                "no function");
    }

    @Test
    void refusesAStringLongerThanAnyName() throws IOException {
        refusesPickle(
                new PickleProgram()
                        .raw(Opcodes.BINUNICODE, 0xff, 0xff, 0xff, 0x7f)
                        .end(),
                "a string of more than");
    }

    @Test
    void refusesADictionaryThatIsItsOwnKey() throws IOException {
        refusesPickle(
                new PickleProgram()
                        .raw(Opcodes.EMPTY_DICT, Opcodes.BINPUT, 0, Opcodes.BINGET, 0)
                        .string("x")
                        .raw(Opcodes.SETITEM)
                        .end(),
                "neither a string nor a number");
    }

    @Test
    void refusesANameThatComesTwice() throws IOException {
        refusesPickle(
                new PickleProgram()
                        .raw(Opcodes.EMPTY_DICT)
                        .string("x")
                        .integer(1)
                        .raw(Opcodes.SETITEM)
                        .string("x")
                        .integer(2)
                        .raw(Opcodes.SETITEM)
                        .end(),
                "the key x twice");
    }

    @Test
    void refusesTensorsThatReachOutsideTheirStorage() throws IOException {
        refusesTensor(1, new int[] {2}, new int[] {1}, "outside its storage");
        refusesTensor(0, new int[] {2}, new int[] {2}, "outside its storage");
        refusesTensor(2, new int[] {}, new int[] {}, "outside its storage");
        refusesTensor(0, new int[] {1 << 30, 1 << 30, 1 << 30}, new int[] {0, 0, 0}, "outside its storage");
        refusesTensor(0, new int[] {2, 2}, new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE}, "outside its storage");
        refusesTensor(-1, new int[] {1}, new int[] {1}, "do not belong together");
        refusesTensor(0, new int[] {2}, new int[] {}, "do not belong together");
        refusesTensor(0, new int[] {-1}, new int[] {1}, "negative");
        refusesTensor(1, new int[] {2}, new int[] {-1}, "negative");
    }

    private void refusesTensor(int offset, int[] extents, int[] strides, String reason) throws IOException {
        refusesPickle(
                new PickleProgram()
                        .dictionary()
                        .string("w")
                        .tensor("0", 2, offset, extents, strides)
                        .raw(Opcodes.SETITEM)
                        .end(),
                reason);
    }

    @Test
    void refusesMoreElementsThanAnyNetworkHas() throws IOException {
        PickleProgram program = new PickleProgram().dictionary();
        for (int i = 0; i < 3; i++) {
            program.string("w" + i)
                    .tensor(Integer.toString(i), 1 << 26, 0, new int[] {1}, new int[] {1})
                    .raw(Opcodes.SETITEM);
        }
        refusesPickle(program.end(), "elements together");
    }

    @Test
    void refusesOneKeyForTwoStorages() throws IOException {
        refusesPickle(
                new PickleProgram()
                        .storage("FloatStorage", "0", 2)
                        .storage("FloatStorage", "0", 3)
                        .end(),
                "two storages");
    }

    @Test
    void refusesAFileWithoutStateDictionary() throws IOException {
        refusesPickle(new PickleProgram().integer(7).end(), "no state dictionary");
        refusesPickle(
                new PickleProgram()
                        .raw(Opcodes.EMPTY_DICT)
                        .string("epoch")
                        .integer(7)
                        .raw(Opcodes.SETITEM)
                        .end(),
                "no state dictionary");
    }

    @Test
    void refusesAPickleThatDoesNotEnd() throws IOException {
        byte[] pickle = TorchFiles.pickle();
        for (int length : new int[] {0, 1, 20, pickle.length - 1}) {
            refuses(TorchFiles.zip(folder.resolve("w"), Arrays.copyOf(pickle, length), TWO), "truncated");
        }
    }

    @Test
    void refusesCountersAlone() throws IOException {
        byte[] pickle = new PickleProgram()
                .dictionary()
                .string("n")
                .tensor("LongStorage", "0", 1, 0, new int[] {}, new int[] {})
                .raw(Opcodes.SETITEM)
                .end();
        refuses(TorchFiles.zip(folder.resolve("w"), pickle, new byte[8]), "no tensor of floating-point");
    }

    @Test
    void refusesWeightsThatAreNotFinite() throws IOException {
        byte[] storage = TorchFiles.floats(1, Float.NaN);
        refuses(TorchFiles.zip(folder.resolve("w"), TorchFiles.pickle(), storage), "not finite");
    }

    @Test
    void refusesAZipWithWrongEntries() throws IOException {
        Path file = folder.resolve("w");
        refuses(TorchFiles.zip(file, TorchFiles.pickle(), new byte[7]), "7 bytes, where the pickle says 8");

        Map<String, byte[]> entries = new LinkedHashMap<>(TorchFiles.entries(TorchFiles.pickle(), TWO));
        refuses(TorchFiles.zip(file, entries, ZipEntry.DEFLATED), "compressed");

        entries.put("a/byteorder", "big".getBytes(StandardCharsets.US_ASCII));
        refuses(TorchFiles.zip(file, entries, ZipEntry.STORED), "little-endian");

        entries.remove("a/byteorder");
        entries.remove("a/data/0");
        refuses(TorchFiles.zip(file, entries, ZipEntry.STORED), "no zip entry a/data/0");

        entries.remove("a/data.pkl");
        entries.put("a/b/data.pkl", TorchFiles.pickle());
        refuses(TorchFiles.zip(file, entries, ZipEntry.STORED), "without data.pkl");

        refuses(TorchFiles.zip(file, new byte[StateDictionaryReader.MAX_PICKLE_BYTES + 1], TWO), "at most");
    }

    @Test
    void refusesATruncatedZip() throws IOException {
        Path file = TorchFiles.zip(folder.resolve("w"), TorchFiles.pickle(), TWO);
        byte[] bytes = Files.readAllBytes(file);
        refuses(Files.write(file, Arrays.copyOf(bytes, bytes.length - 30)), "truncated or damaged");
    }

    @Test
    void readsTheLegacyFormat() throws IOException {
        byte[] sound = legacy(TorchFiles.pickle(), 2, TWO);
        StateDictionary weights = StateDictionaryReader.read(Files.write(folder.resolve("w"), sound));
        assertArrayEquals(new float[] {1.25f, -3f}, weights.require("w").data());
    }

    @Test
    void refusesADamagedLegacyFile() throws IOException {
        Path file = folder.resolve("w");
        byte[] sound = legacy(TorchFiles.pickle(), 2, TWO);
        for (int length = 3; length < sound.length; length += 7) {
            refuses(Files.write(file, Arrays.copyOf(sound, length)), "truncated");
        }
        refuses(Files.write(file, Arrays.copyOf(sound, sound.length + 1)), "after its end");
        refuses(Files.write(file, legacy(TorchFiles.pickle(), 1L << 40, TWO)), "where the pickle says 2");
        refuses(Files.write(file, legacy(new PickleProgram().integer(1).end(), 2, TWO)), "no state dictionary");
        byte[] big = TorchFiles.legacy(TorchFiles.machine(Opcodes.NEWFALSE), TorchFiles.pickle(), 2, TWO);
        refuses(Files.write(file, big), "little-endian");
        byte[] otherKey = new PickleProgram()
                .dictionary()
                .string("w")
                .tensor("1", 2, 0, new int[] {2}, new int[] {1})
                .raw(Opcodes.SETITEM)
                .end();
        refuses(Files.write(file, legacy(otherKey, 2, TWO)), "nothing refers to");
        sound[5]++;
        refuses(Files.write(file, sound), "PyTorch did not write");
    }

    private static byte[] legacy(byte[] pickle, long count, byte[] storage) {
        return TorchFiles.legacy(TorchFiles.machine(Opcodes.NEWTRUE), pickle, count, storage);
    }

    /** Whatever a flipped byte makes of a file, it is read or refused, and nothing else is thrown. */
    @ParameterizedTest
    @ValueSource(strings = {"zip.pth", "legacy.pth"})
    void readsOrRefusesAFileWithAFlippedByte(String name) throws IOException {
        byte[] sound = Files.readAllBytes(Path.of("src/test/resources/weights", name));
        int refused = 0;
        for (int position = 0; position < sound.length; position += 7) {
            byte[] flipped = sound.clone();
            flipped[position] ^= (byte) (1 << position % 8);
            Path file = Files.write(folder.resolve("w"), flipped);
            try {
                StateDictionaryReader.read(file);
            } catch (InputException e) {
                refused++;
            }
        }
        assertTrue(refused > sound.length / 70, refused + " of " + sound.length);
    }

    @Test
    void refusesOtherContentWhateverItsName() throws IOException {
        Path file = Files.writeString(folder.resolve("weights.pth"), "These are no weights.");
        refuses(file, "neither the format of PyTorch");
        refuses(Files.write(file, new byte[0]), "neither the format of PyTorch");
        refuses(folder, "There is no file");
        refuses(folder.resolve("absent.pth"), "There is no file");
    }

    private void refusesPickle(byte[] pickle, String reason) throws IOException {
        refuses(TorchFiles.zip(folder.resolve("w"), pickle, TWO), reason);
    }

    private static void refuses(Path file, String reason) {
        InputException refusal = assertThrows(InputException.class, () -> StateDictionaryReader.read(file));
        assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    }
}
