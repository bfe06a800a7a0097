package dev.destseg.line.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * How many images wait in the partitions of this member: looked at every five seconds, and when its partitions change. Used by one
 * thread.
 */
final class GroupLag {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final GroupCounts counts;
    private long lookedAt;

    GroupLag(Consumer<byte[], byte[]> consumer, GroupCounts counts) {
        this.consumer = consumer;
        this.counts = counts;
    }

    /** The next look is due at once. */
    void changed() {
        lookedAt = 0;
    }

    /**
     * Looks, if it is time.
     *
     * @param begun the number of the first message of a partition that is not begun, if any of it is known
     * @throws org.apache.kafka.common.KafkaException when the cluster does not say
     */
    void lookIfDue(Function<TopicPartition, OptionalLong> begun) {
        Set<TopicPartition> assigned = consumer.assignment();
        counts.assigned(
                assigned.stream().map(TopicPartition::partition).collect(Collectors.toCollection(TreeSet::new)));
        if (System.nanoTime() - lookedAt < EVERY.toNanos() && lookedAt != 0) {
            return;
        }
        lookedAt = System.nanoTime();
        Map<TopicPartition, Long> ends = consumer.endOffsets(assigned);
        counts.lag(ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - next(end.getKey(), begun.apply(end.getKey()))))
                .sum());
    }

    private long next(TopicPartition partition, OptionalLong begun) {
        return begun.isPresent() ? begun.getAsLong() : consumer.position(partition);
    }
}
