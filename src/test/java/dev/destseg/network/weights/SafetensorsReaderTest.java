package dev.destseg.network.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.tensor.InputException;
import dev.destseg.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsReaderTest {
    private static final byte[] EIGHT = TorchFiles.floats(1.25f, -3f);

    @TempDir
    private Path folder;

    @Test
    void readsEveryFloatingPointTypeAndDropsCounters() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        data.putFloat(0.5f).putFloat(-1f);
        data.putLong(7);
        data.putShort((short) 0x3e00).putShort((short) 0xc000);
        data.putShort((short) 0x3fc0).putShort((short) 0xc000);
        data.putDouble(0.1).putDouble(2);
        String header =
                """
                {"__metadata__":{"format":"pt"},
                 "d":{"dtype":"F64","shape":[1,2],"data_offsets":[24,40]},
                 "f":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},
                 "n":{"dtype":"I64","shape":[],"data_offsets":[8,16]},
                 "h":{"dtype":"F16","shape":[2],"data_offsets":[16,20]},
                 "b":{"dtype":"BF16","shape":[2,1],"data_offsets":[20,24]}}""";

        StateDictionary weights = StateDictionaryReader.read(file(header.replace("\n", "") + "  ", data.array()));

        assertEquals(List.of("f", "h", "b", "d"), weights.names());
        assertArrayEquals(new float[] {0.5f, -1f}, weights.require("f").data());
        assertArrayEquals(new float[] {1.5f, -2f}, weights.require("h").data());
        assertArrayEquals(new float[] {1.5f, -2f}, weights.require("b").data());
        assertArrayEquals(new float[] {0.1f, 2f}, weights.require("d").data());
        assertEquals(Shape.of(1, 2), weights.require("d").shape());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | Duplicate",
                "{'w':{'dtype':'F8_E4M3','shape':[8],'data_offsets':[0,8]}} | unknown type F8_E4M3",
                "{'w':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}} | do not fit together",
                "{'w':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}} | do not fit together",
                "{'w':{'dtype':'F32','shape':[2],'data_offsets':[-8,0]}} | data_offsets",
                "{'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8.5]}} | data_offsets",
                "{'w':{'dtype':'F32','shape':[2]}} | data_offsets",
                "{'w':{'dtype':'F32','data_offsets':[0,8]}} | without shape",
                "{'w':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}} | impossible shape",
                "{'w':{'dtype':'F32','shape':[65536,65536],'data_offsets':[0,8]}} | overflow",
                "{'w':{'dtype':'F32','shape':[4],'data_offsets':[0,16]}} | beyond the end",
                "{'w':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | belong to no tensor",
                "{'w':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | hole",
                "{'v':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'w':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | overlaps",
                "{'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} x | sound JSON",
                "{'w':7} | unknown type",
                "{'w': | sound JSON"
            })
    void refusesABadHeader(String header, String reason) throws IOException {
        refuses(file(header.replace('\'', '"'), EIGHT), reason);
    }

    @Test
    void refusesAHeaderOfImpossibleLength() throws IOException {
        for (long length : new long[] {-1, 0, SafetensorsReader.MAX_HEADER_BYTES + 1}) {
            ByteBuffer bytes =
                    ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
            bytes.put("{\"w\":{}}".getBytes(StandardCharsets.US_ASCII));
            refuses(Files.write(folder.resolve("w"), bytes.array()), "a header of " + length + " bytes");
        }
    }

    @Test
    void refusesATruncatedFile() throws IOException {
        Path file = file("{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", EIGHT);
        byte[] bytes = Files.readAllBytes(file);
        refuses(Files.write(file, Arrays.copyOf(bytes, bytes.length - 1)), "beyond the end");
        refuses(Files.write(file, Arrays.copyOf(bytes, 30)), "truncated");
    }

    private Path file(String header, byte[] data) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text).put(data);
        return Files.write(folder.resolve("w"), bytes.array());
    }

    private static void refuses(Path file, String reason) {
        InputException refusal = assertThrows(InputException.class, () -> StateDictionaryReader.read(file));
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    }
}
