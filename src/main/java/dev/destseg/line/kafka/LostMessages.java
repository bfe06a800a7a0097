package dev.destseg.line.kafka;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * Messages that the cluster has deleted before they were read. Where reading is to go on although nothing is there any more is said
 * here and not left to the client, which passes over them in silence. Gaps within what is there do not count: markers of
 * transactions leave them, too. Used by one thread.
 */
final class LostMessages {
    private final GroupPlan plan;
    private final GroupCounts counts;
    private final Consumer<byte[], byte[]> consumer;

    /** @param consumer without a way of its own to begin where there is no message; stays the caller's */
    LostMessages(GroupPlan plan, GroupCounts counts, Consumer<byte[], byte[]> consumer) {
        this.plan = plan;
        this.counts = counts;
        this.consumer = consumer;
    }

    /** Goes on with the first messages that are there, and counts those before them that somebody was to read. */
    void passOver(InvalidOffsetException nothingThere) {
        Map<TopicPartition, Long> wanted = nothingThere instanceof OffsetOutOfRangeException outside
                ? outside.offsetOutOfRangePartitions()
                : Map.of(); // Nobody of this group has read them before.
        Map<TopicPartition, OffsetAndMetadata> known =
                nothingThere instanceof LogTruncationException cut ? cut.divergentOffsets() : Map.of();
        Set<TopicPartition> partitions = nothingThere.partitions();
        consumer.beginningOffsets(partitions).forEach((partition, first) -> {
            OffsetAndMetadata divergent = known.get(partition);
            consumer.seek(partition, divergent == null ? first : divergent.offset());
            count(partition, first - wanted.getOrDefault(partition, first));
        });
    }

    private void count(TopicPartition partition, long messages) {
        if (messages > 0) {
            counts.lost(messages);
            GroupWorker.LOG.errorf(
                    "The group %s: the cluster has deleted %d messages of %s before anybody judged them; let the topic"
                            + " keep images longer (retention.ms, retention.bytes)",
                    plan.group(), messages, partition);
        }
    }
}
