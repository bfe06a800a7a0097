package dev.destseg.network.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.razorvine.pickle.Opcodes;

/** Writes small PyTorch files of both formats, sound ones and broken ones. */
final class TorchFiles {
    private TorchFiles() {}

    /** A state dictionary of one tensor named "w" of two elements in storage "0". */
    static byte[] pickle() {
        return new PickleProgram()
                .dictionary()
                .string("w")
                .tensor("0", 2, 0, new int[] {2}, new int[] {1})
                .raw(Opcodes.SETITEM)
                .end();
    }

    static byte[] floats(float... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            buffer.putFloat(value);
        }
        return buffer.array();
    }

    static Map<String, byte[]> entries(byte[] pickle, byte[] storage) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("a/data.pkl", pickle);
        entries.put("a/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
        entries.put("a/data/0", storage);
        return entries;
    }

    static Path zip(Path file, byte[] pickle, byte[] storage) throws IOException {
        return zip(file, entries(pickle, storage), ZipEntry.STORED);
    }

    static Path zip(Path file, Map<String, byte[]> entries, int method) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> content : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(content.getKey());
                CRC32 crc = new CRC32();
                crc.update(content.getValue());
                entry.setMethod(method);
                entry.setSize(content.getValue().length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(content.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }

    static byte[] legacy(byte[] machine, byte[] pickle, long count, byte[] storage) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new PickleProgram()
                .raw(Opcodes.LONG1, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19)
                .end());
        bytes.writeBytes(new PickleProgram().integer(1001).end());
        bytes.writeBytes(machine);
        bytes.writeBytes(pickle);
        bytes.writeBytes(new PickleProgram()
                .raw(Opcodes.EMPTY_LIST)
                .string("0")
                .raw(Opcodes.APPEND)
                .end());
        bytes.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(count)
                .array());
        bytes.writeBytes(storage);
        return bytes.toByteArray();
    }

    static byte[] machine(short littleEndian) {
        return new PickleProgram()
                .raw(Opcodes.EMPTY_DICT)
                .string("little_endian")
                .raw(littleEndian, Opcodes.SETITEM)
                .end();
    }
}
