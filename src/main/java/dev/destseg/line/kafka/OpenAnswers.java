package dev.destseg.line.kafka;

import dev.destseg.line.kafka.PartitionWork.Answered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Answers of a member that are not committed yet. They and how far images were read are committed in one transaction. An answer
 * that its topic does not take for its size is said in fewer bytes: its partition would stand still for good. Used by one thread.
 */
final class OpenAnswers {
    private static final int AT_ONCE = 64;
    /**
     * Where as many images wait, a result waits for others so many times longer: each transaction costs the cluster about 2 ms of the
     * processor (with 4 members on 2 cores, 6.5 ms an image in place of 2.7), and who waits behind a queue has waited for longer.
     */
    private static final int BEHIND = 8;

    private static final int LONGER = 5;

    private final Producer<byte[], byte[]> producer;
    private final MessageJudge judge;
    private final List<Answered> answers = new ArrayList<>();

    /** @param producer of transactions; stays the caller's */
    OpenAnswers(Producer<byte[], byte[]> producer, MessageJudge judge) {
        this.producer = producer;
        this.judge = judge;
    }

    /** Answers to a partition come in the order of its messages. */
    void add(Answered answered) {
        answers.add(answered);
    }

    /** Of the messages that the answers are to, which are in memory until these are committed. */
    long bytes() {
        return answers.stream().mapToLong(each -> each.message().value().length).sum();
    }

    /**
     * Commits all.
     *
     * @return what was committed
     * @throws KafkaException when the cluster does not take them; then the membership is over
     */
    List<Answer> commit(ConsumerGroupMetadata member) {
        if (answers.isEmpty()) {
            return List.of();
        }
        List<Answer> committed = isTaken(answers, member)
                ? answers.stream().map(Answered::answer).toList()
                : answers.stream().map(each -> committedAlone(each, member)).toList();
        answers.clear();
        return committed;
    }

    /** The client tells of all in a transaction that they were too large where one was. */
    private Answer committedAlone(Answered answered, ConsumerGroupMetadata member) {
        if (isTaken(List.of(answered), member)) {
            return answered.answer();
        }
        Answer shorter = judge.shortened(answered.message(), answered.answer());
        send(List.of(new Answered(answered.message(), shorter, answered.since())), member);
        return shorter;
    }

    /** @return false when a topic refuses one of them for its size, so that nothing was committed */
    private boolean isTaken(List<Answered> some, ConsumerGroupMetadata member) {
        try {
            send(some, member);
            return true;
        } catch (KafkaException e) {
            if (!(KafkaFailure.root(e) instanceof RecordTooLargeException)) {
                throw e;
            }
            producer.abortTransaction();
            return false;
        }
    }

    private void send(List<Answered> some, ConsumerGroupMetadata member) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        producer.beginTransaction();
        for (Answered each : some) {
            producer.send(each.answer().message());
            offsets.put(
                    each.message().partition(),
                    new OffsetAndMetadata(each.message().offset() + 1));
        }
        producer.sendOffsetsToTransaction(offsets, member);
        producer.commitTransaction();
    }

    /**
     * Whether there are many, or the first of them waits for longer than it may.
     *
     * @param every how long a result may wait for others
     * @param queueing images that wait for their turn
     */
    boolean isDue(Duration every, int queueing) {
        if (answers.isEmpty()) {
            return false;
        }
        Duration longest = queueing >= BEHIND ? every.multipliedBy(LONGER) : every;
        return answers.size() >= AT_ONCE || System.nanoTime() - answers.get(0).since() >= longest.toNanos();
    }

    /** Others answer what comes from these partitions. */
    void forget(Collection<TopicPartition> partitions) {
        answers.removeIf(each -> partitions.contains(each.message().partition()));
    }
}
