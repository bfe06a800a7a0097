package dev.destseg.training.runs;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A program that takes more memory than it may, where no option of the Java machine bounds it: as networks do. */
public final class Greedy {
    private static final int BYTES = 320 << 20;
    private static final int PAGE = 4096;

    private Greedy() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path file = Files.createTempFile("greedy", ".memory");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer memory = channel.map(MapMode.PRIVATE, 0, BYTES);
            Files.delete(file);
            for (int i = 0; i < BYTES; i += PAGE) {
                memory.put(i, (byte) 1);
            }
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
