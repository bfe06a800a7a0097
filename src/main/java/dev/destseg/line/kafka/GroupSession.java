package dev.destseg.line.kafka;

import dev.destseg.line.kafka.PartitionWork.Answered;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * One membership of a group, from joining until something fails. Answers and how far images were read are committed in one
 * transaction, which the cluster refuses to whom it has given up as a member: each message is answered once, whoever is killed.
 * Used by one thread.
 */
final class GroupSession implements AutoCloseable, ConsumerRebalanceListener {
    /** Enough to keep what judges busy while answers are committed, few enough to leave places in its queue to others. */
    private static final int UNDER_WAY = 6;
    /** Messages that wait in memory, beside what the client has fetched; beyond it, or where bytes are many, partitions are paused. */
    private static final int WAITING = 16;

    private static final Duration LOOK = Duration.ofMillis(5);
    /** Also a queue of this appliance that others had filled has a place by then, of which nobody tells. */
    private static final Duration BUSY = Duration.ofMillis(20);

    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration LEAVE = Duration.ofSeconds(10);

    private final GroupPlan plan;
    private final MessageJudge judge;
    private final GroupCounts counts;
    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final Map<TopicPartition, PartitionWork> work = new HashMap<>();
    private final OpenAnswers answered;
    private final LostMessages lost;
    private final GroupLag lag;
    private final Semaphore changes = new Semaphore(0);
    private long turns;
    private boolean paused;
    private boolean broken;

    /** @throws IOException when the cluster cannot be reached, or lacks a topic */
    GroupSession(GroupPlan plan, MessageJudge judge, GroupCounts counts) throws IOException, InterruptedException {
        this.plan = plan;
        this.judge = judge;
        this.counts = counts;
        try {
            this.consumer = plan.cluster().consumer(GroupClients.reading(plan, WAITING));
        } catch (KafkaException e) {
            throw KafkaFailure.of(plan.cluster(), "cannot be spoken to", e);
        }
        try {
            this.producer = plan.cluster().producer(GroupClients.writing(plan));
        } catch (KafkaException e) {
            consumer.close();
            throw KafkaFailure.of(plan.cluster(), "cannot be spoken to", e);
        }
        this.answered = new OpenAnswers(producer, judge);
        this.lost = new LostMessages(plan, counts, consumer);
        this.lag = new GroupLag(consumer, counts);
    }

    /** Joins. @throws IOException when the cluster cannot be reached, or lacks a topic */
    void open() throws IOException, InterruptedException {
        try {
            for (String topic : List.of(plan.images(), plan.results(), plan.deadLetters())) {
                requireTopic(topic);
            }
            producer.initTransactions();
            consumer.subscribe(List.of(plan.images()), this);
        } catch (KafkaException e) {
            throw failed("does not let this appliance join the group " + plan.group(), e);
        }
    }

    private void requireTopic(String topic) throws IOException {
        if (consumer.partitionsFor(topic).isEmpty()) {
            broken = true;
            throw new IOException("The cluster " + plan.cluster().url() + " has no topic " + topic
                    + "; create it, or name another (destseg.kafka.images, results, dead-letters)");
        }
    }

    /** Takes what came, has it judged, and commits what has an answer. Takes a moment while there is nothing to do. */
    void step() throws IOException, InterruptedException {
        try {
            consumer.poll(patience()).forEach(this::add);
            begin();
            collect(work.values());
            commitIfDue();
            holdBack();
            lag.lookIfDue(this::begun);
        } catch (InvalidOffsetException nothingThere) {
            passOver(nothingThere);
        } catch (KafkaException e) {
            throw failed("has ended the work of this appliance for the group " + plan.group(), e);
        } catch (CompletionException e) {
            commitBeforeTheEnd();
            broken = true;
            throw unkept(e);
        }
    }

    /**
     * How long to look for messages. While as many wait here as may, and none more are fetched, something is to be done as soon as an
     * image or an answer has come, which is waited for first. To look every few milliseconds took 2 ms of the processor an
     * image.
     */
    private Duration patience() throws InterruptedException {
        if (underWay() == 0) {
            return waiting() == 0 ? IDLE : LOOK;
        }
        if (!paused || queueing() == 0) {
            return LOOK;
        }
        changes.tryAcquire(BUSY.toMillis(), TimeUnit.MILLISECONDS);
        changes.drainPermits();
        return Duration.ZERO;
    }

    /** Of what was judged before: others would judge it again. */
    private void commitBeforeTheEnd() {
        try {
            commit();
        } catch (KafkaException alsoFailed) {
            GroupWorker.LOG.debugf(
                    alsoFailed, "Others judge again what was not committed for the group %s", plan.group());
        }
    }

    private void passOver(InvalidOffsetException nothingThere) throws IOException, InterruptedException {
        try {
            lost.passOver(nothingThere);
        } catch (KafkaException e) {
            throw failed("does not say which images it still has", e);
        }
    }

    private static IOException unkept(CompletionException e) {
        return e.getCause() instanceof UncheckedIOException storage
                ? storage.getCause()
                : new IOException(
                        "An inspection was not kept: " + KafkaFailure.root(e).getMessage(), e);
    }

    private IOException failed(String what, KafkaException failure) throws InterruptedException {
        broken = true;
        return KafkaFailure.of(plan.cluster(), what, failure);
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        ImageMessage message = new ImageMessage(record);
        work.computeIfAbsent(message.partition(), partition -> new PartitionWork(judge, changes::release))
                .add(message);
    }

    private int underWay() {
        return work.values().stream().mapToInt(PartitionWork::underWay).sum();
    }

    private int waiting() {
        return work.values().stream().mapToInt(PartitionWork::waiting).sum();
    }

    /** One of each partition in turn; where there is no room for it, it is the next one all the same. */
    private void begin() {
        while (underWay() < UNDER_WAY) {
            Optional<PartitionWork> next = work.values().stream()
                    .filter(partition -> partition.waiting() > 0 && !partition.waitsForRecipe())
                    .min(Comparator.comparingLong(PartitionWork::lastTurn));
            if (next.isEmpty() || underWay() > 0 && !hasRoomFor(next.get())) {
                return;
            }
            next.get().beginNext(++turns);
        }
    }

    private boolean hasRoomFor(PartitionWork next) {
        return sum(PartitionWork::bytesUnderWay) + next.bytesOfNext()
                <= plan.room().files();
    }

    private long sum(ToLongFunction<PartitionWork> bytes) {
        return work.values().stream().mapToLong(bytes).sum();
    }

    /** Whether messages take all the memory that there is for them. */
    private boolean isFull() {
        long held = sum(PartitionWork::bytesWaiting) + sum(PartitionWork::bytesUnderWay) + answered.bytes();
        return held >= plan.room().files();
    }

    private void collect(Collection<PartitionWork> partitions) {
        JudgingRoom room = new JudgingRoom(plan.room().judging(), sum(PartitionWork::bytesJudged));
        List<PartitionWork> inTurn = partitions.stream()
                .sorted(Comparator.comparingLong(PartitionWork::turn))
                .toList();
        for (PartitionWork partition : inTurn) {
            partition.judge(room);
            for (Optional<Answered> next = partition.take(); next.isPresent(); next = partition.take()) {
                answered.add(next.get());
            }
        }
    }

    /** At once when there is nothing else to wait for, so that a single part has its answer soon, or no room for more. */
    private void commitIfDue() {
        boolean due = answered.isDue(plan.commitEvery(), queueing())
                || answered.bytes() > 0 && isFull()
                || underWay() == 0 && waiting() == 0;
        if (due) {
            commit();
        }
    }

    /** Messages that wait for their turn, and not for a recipe. */
    private int queueing() {
        return work.values().stream()
                .filter(partition -> !partition.waitsForRecipe())
                .mapToInt(PartitionWork::waiting)
                .sum();
    }

    private void commit() {
        counts.answered(answered.commit(consumer.groupMetadata()));
    }

    /** Membership goes on while nothing more is taken. */
    private void holdBack() {
        boolean full = waiting() >= WAITING || isFull();
        if (full) { // Also partitions that were assigned since.
            consumer.pause(consumer.assignment());
        } else if (paused) {
            consumer.resume(consumer.paused());
        }
        paused = full;
    }

    private OptionalLong begun(TopicPartition partition) {
        PartitionWork begun = work.get(partition);
        return begun == null ? OptionalLong.empty() : begun.next();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        lag.changed();
    }

    /** What is being judged is finished and committed first; what only waits is left to whom the partitions go. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        List<PartitionWork> given =
                partitions.stream().map(work::get).filter(Objects::nonNull).toList();
        if (!broken) {
            finish(given);
        }
        forget(partitions);
    }

    private void finish(List<PartitionWork> given) {
        given.forEach(PartitionWork::giveUpWaiting);
        long end = System.nanoTime() + LEAVE.toNanos() / 2;
        try {
            while (given.stream().anyMatch(partition -> partition.underWay() > 0) && System.nanoTime() < end) {
                Thread.sleep(LOOK.toMillis());
                collect(given);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        commit();
    }

    /** The cluster has given them to others already. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        forget(partitions);
    }

    private void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(work::remove);
        answered.forget(partitions);
        lag.changed();
    }

    /** Leaves; unless something has failed, what is being judged is finished and committed first. */
    @Override
    public void close() {
        try {
            consumer.close(CloseOptions.timeout(LEAVE));
        } catch (KafkaException | CompletionException e) {
            GroupWorker.LOG.debugf(e, "The group %s was not left well", plan.group());
        } finally {
            producer.close(Duration.ofSeconds(1));
        }
    }
}
