package dev.destseg.inspection.journal;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;

/** A program that appends to a journal from many threads until it is killed, and prints what is acknowledged. */
public final class BusyJournal {
    private static final int THREADS = 8;

    private BusyJournal() {}

    /** Arguments: the directory of the journal, a seed for the images. */
    public static void main(String[] arguments) {
        Journal journal = SmallJournal.open(Path.of(arguments[0]));
        long seed = Long.parseLong(arguments[1]);
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(seed + i);
            new Thread(() -> append(journal, random)).start();
        }
    }

    private static void append(Journal journal, Random random) {
        while (true) {
            byte[] image = new byte[2_000];
            random.nextBytes(image);
            byte[] map = new byte[500];
            random.nextBytes(map);
            InspectionEntry entry =
                    journal.append(SmallJournal.defect(SmallJournal.NOON), Optional.of(image), Optional.of(map));
            print(entry.id() + " " + entry.image().orElseThrow() + " "
                    + entry.map().orElseThrow() + "\n");
        }
    }

    private static void print(String line) {
        PrintStream out = System.out;
        synchronized (out) {
            byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
            out.write(bytes, 0, bytes.length);
            out.flush();
        }
    }
}
