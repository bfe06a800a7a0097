package dev.destseg.line.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Pictures;
import dev.destseg.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills members of a group, which are real processes, while they judge, and counts what was answered. */
class KilledGroupTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PARTS = 500;
    private static final int KILLS = 3;

    @TempDir
    private Path folder;

    private RealKafka kafka;
    private final Map<String, Process> members = new HashMap<>();

    @AfterEach
    void stop() throws Exception {
        for (Process member : members.values()) {
            member.destroyForcibly().waitFor();
        }
        if (kafka != null) {
            kafka.close();
        }
    }

    @Test
    void everyMessageIsAnsweredExactlyOnceWhoeverIsKilledMeanwhile() throws Exception {
        kafka = RealKafka.start(folder.resolve("kafka"));
        Group group = Group.create(kafka, "killed", 4);
        Set<String> sent = group.send(parts(group));
        begin(group, "left");
        begin(group, "right");
        Map<String, Integer> answers = new HashMap<>();
        int kills = 0;
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (KafkaConsumer<byte[], byte[]> listener = kafka.listen(group.results(), 4)) {
            while (answers.size() < sent.size() && System.nanoTime() < end) {
                for (ConsumerRecord<byte[], byte[]> result : listener.poll(Duration.ofMillis(20))) {
                    answers.merge(Group.header(result, "source"), 1, Integer::sum);
                }
                if (kills < KILLS && answers.size() > (kills + 1) * PARTS / (KILLS + 2)) {
                    kill(group, kills % 2 == 0 ? "left" : "right");
                    kills++;
                }
            }
            // What was committed twice would come last.
            RealKafka.take(listener, Integer.MAX_VALUE, Duration.ofSeconds(1))
                    .forEach(result -> answers.merge(Group.header(result, "source"), 1, Integer::sum));
        }
        Set<String> missing = new HashSet<>(sent);
        missing.removeAll(answers.keySet());
        assertEquals(Set.of(), missing, said());
        assertEquals(sent, answers.keySet());
        assertTrue(answers.values().stream().allMatch(count -> count == 1), answers::toString);
        assertEquals(KILLS, kills, "all was answered before anybody could be killed");
    }

    private static List<ProducerRecord<byte[], byte[]>> parts(Group group) {
        List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
        for (int i = 0; i < PARTS; i++) {
            messages.add(group.message("tiny/press-" + i % 16, Pictures.png(i % 256, 16), "part", "part-" + i));
        }
        return messages;
    }

    private void begin(Group group, String member) throws IOException {
        Path own = Files.createDirectories(folder.resolve(member));
        members.put(
                member,
                new ProcessBuilder(Programs.java(
                                "-Xmx256m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                BusyMember.class.getName(),
                                own.toString(),
                                kafka.url().toString(),
                                group.name(),
                                member,
                                String.valueOf(Group.LARGEST_IMAGE)))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(
                                own.resolve("said.txt").toFile()))
                        .start());
    }

    private void kill(Group group, String member) throws Exception {
        members.get(member).destroyForcibly().waitFor();
        begin(group, member);
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("left/said.txt")) + Files.readString(folder.resolve("right/said.txt"));
    }
}
