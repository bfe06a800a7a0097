package dev.destseg.line.kafka;

import dev.destseg.FreePort;
import dev.destseg.Programs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A broker of Kafka, by itself in a process of its own, on a free port, and what is written there. */
public final class RealKafka implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(1);
    private static final String HEAP = "-Xmx300m";

    private final Path folder;
    private final Path program;
    private final int port;
    private Process process;

    private RealKafka(Path folder, Path program, int port) {
        this.folder = folder;
        this.program = program;
        this.port = port;
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** @param settings more of them, each as {@code key=value} */
    public static RealKafka start(Path folder, String... settings) throws Exception {
        return start(folder, List.of(), settings);
    }

    /** @param users as {@code name:password}, who sign in by SCRAM-SHA-512 */
    static RealKafka start(Path folder, List<String> users, String... settings) throws Exception {
        Path program = Programs.requireKafka();
        Files.createDirectories(folder);
        RealKafka kafka = new RealKafka(folder, program, FreePort.find());
        kafka.configure(settings);
        kafka.format(users);
        kafka.start();
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::kill));
        return kafka;
    }

    private void configure(String... settings) throws IOException {
        int controller = FreePort.find();
        List<String> lines = new ArrayList<>(List.of(
                "process.roles=broker,controller",
                "node.id=1",
                "controller.quorum.bootstrap.servers=127.0.0.1:" + controller,
                "controller.listener.names=CONTROLLER",
                "inter.broker.listener.name=PLAINTEXT",
                "log.dirs=" + folder.resolve("data").toAbsolutePath(),
                "auto.create.topics.enable=false",
                "group.initial.rebalance.delay.ms=0",
                "group.min.session.timeout.ms=1000",
                "broker.session.timeout.ms=2000", // One that was killed may come back after it.
                "broker.heartbeat.interval.ms=500",
                "offsets.topic.num.partitions=1",
                "offsets.topic.replication.factor=1",
                "transaction.state.log.num.partitions=1",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "num.network.threads=2",
                "num.io.threads=2",
                "num.recovery.threads.per.data.dir=1",
                "log.cleaner.dedupe.buffer.size=4194304"));
        List<String> more = List.of(settings);
        String listener = ",CONTROLLER://127.0.0.1:" + controller;
        Optional<String> secure =
                more.stream().filter(line -> line.startsWith("SECURE://")).findFirst();
        String own =
                "PLAINTEXT://127.0.0.1:" + port + secure.map(line -> "," + line).orElse("");
        lines.add("listeners=" + own + listener);
        lines.add("advertised.listeners=" + own);
        lines.add("listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURE:SASL_SSL");
        more.stream().filter(line -> !line.startsWith("SECURE://")).forEach(lines::add);
        Files.write(folder.resolve("server.properties"), lines);
    }

    private void format(List<String> users) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(
                List.of("format", "-t", "MkU3OEVBNTcwNTJENDM2Qg", "--standalone", "-c", configuration()));
        for (String user : users) {
            int colon = user.indexOf(':');
            options.add("--add-scram");
            options.add(
                    "SCRAM-SHA-512=[name=" + user.substring(0, colon) + ",password=" + user.substring(colon + 1) + "]");
        }
        Process formatting = java("kafka.tools.StorageTool", options);
        if (!formatting.waitFor(1, TimeUnit.MINUTES) || formatting.exitValue() != 0) {
            throw new IOException("The storage cannot be formatted: " + log());
        }
    }

    private String configuration() {
        return folder.resolve("server.properties").toString();
    }

    private Process java(String main, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(
                Programs.java(HEAP, "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", program + "/*", main));
        command.addAll(options);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("log.txt").toFile()))
                .start();
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log.txt"));
    }

    /** Also again, after {@link #stop}. */
    public void start() throws Exception {
        process = java("kafka.Kafka", List.of(configuration()));
        long end = System.nanoTime() + START.toNanos();
        while (!answers()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IOException("Kafka did not start: " + log());
            }
        }
    }

    private boolean answers() throws InterruptedException {
        try (Admin admin = admin()) {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException notYet) {
            return false;
        }
    }

    /** As an administrator would: what it has taken it keeps. */
    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private void kill() {
        process.destroyForcibly();
    }

    public URI url() {
        return URI.create("kafka://" + servers());
    }

    public String servers() {
        return "127.0.0.1:" + port;
    }

    private Admin admin() {
        return Admin.create(Map.of(
                "bootstrap.servers",
                servers(),
                "metric.reporters",
                "",
                "request.timeout.ms",
                "2000",
                "default.api.timeout.ms",
                "10000"));
    }

    public void topic(String name, int partitions) throws Exception {
        topic(name, partitions, Map.of());
    }

    /** @param settings of the topic */
    void topic(String name, int partitions, Map<String, String> settings) throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(settings)))
                    .all()
                    .get();
        }
    }

    /** As a topic's retention does: its messages before this one are gone. */
    void delete(String topic, int partition, long before) throws Exception {
        try (Admin admin = admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(before)))
                    .all()
                    .get();
        }
    }

    /** Hears all that was committed to a topic, from its beginning. The caller closes it. */
    public KafkaConsumer<byte[], byte[]> listen(String topic, int partitions) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        servers(),
                        "metric.reporters",
                        "",
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(Stream.iterate(0, i -> i + 1)
                .limit(partitions)
                .map(partition -> new TopicPartition(topic, partition))
                .toList());
        return consumer;
    }

    /** What comes until there are so many, or nothing more comes in time. */
    public static List<ConsumerRecord<byte[], byte[]>> take(
            KafkaConsumer<byte[], byte[]> consumer, int count, Duration patience) {
        List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>();
        long end = System.nanoTime() + patience.toNanos();
        while (taken.size() < count && System.nanoTime() < end) {
            consumer.poll(Duration.ofMillis(100)).forEach(taken::add);
        }
        return taken;
    }

    @Override
    public void close() {
        kill();
        process.onExit().join();
    }
}
