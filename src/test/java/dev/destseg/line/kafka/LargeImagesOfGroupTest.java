package dev.destseg.line.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.destseg.Programs;
import dev.destseg.image.Image;
import dev.destseg.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member in a process of its own, whose memory holds some of the images that wait and by no means all of them. */
class LargeImagesOfGroupTest {
    private static final int SIDE = 1500;
    /** A pixel of noise takes three bytes of a file and as many when it is decoded. */
    private static final int FILE = 7_000_000;

    private static final int PARTS = 24;
    private static final String HEAP = "-Xmx100m";

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    @Test
    void aGroupJudgesImagesThatItsMemoryDoesNotHoldAtOnce() throws Exception {
        byte[] rgb = new byte[3 * SIDE * SIDE];
        new Random(1).nextBytes(rgb);
        byte[] image = ImageWriter.png(new Image(SIDE, SIDE, rgb));
        try (RealKafka kafka = RealKafka.start(folder.resolve("kafka"))) {
            Group group = new Group(kafka, "heavy", 3);
            kafka.topic(group.images(), 3, Map.of("max.message.bytes", "10000000"));
            kafka.topic(group.results(), 3);
            kafka.topic(group.deadLetters(), 1);
            Set<String> sent = group.send(IntStream.range(0, PARTS)
                    .mapToObj(i -> group.message("tiny/press-" + i, image, "part", "part-" + i))
                    .toList());
            Path said = folder.resolve("said.txt");
            Process member = member(kafka, group, said);
            try {
                Set<String> sources = new HashSet<>();
                try (KafkaConsumer<byte[], byte[]> listener = kafka.listen(group.results(), 3)) {
                    RealKafka.take(listener, PARTS, PATIENCE)
                            .forEach(result -> sources.add(Group.header(result, "source")));
                }
                assertEquals(sent, sources);
                assertFalse(Files.readString(said).contains("OutOfMemoryError"), () -> said(said));
            } finally {
                member.destroyForcibly().waitFor();
            }
        }
    }

    private Process member(RealKafka kafka, Group group, Path said) throws Exception {
        Path own = Files.createDirectories(folder.resolve("member"));
        List<String> command = Programs.java(
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                BusyMember.class.getName(),
                own.toString(),
                kafka.url().toString(),
                group.name(),
                "member",
                String.valueOf(FILE));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }

    private static String said(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
