package dev.destseg.line.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;

/** How the clients of a member of a group are set, beside what all of a cluster's are. */
final class GroupClients {
    private static final int SMALLEST_FETCH = 1 << 20;
    private static final int SENT_AT_ONCE = 32 << 20;

    private GroupClients() {}

    /** @param most messages that are taken at once */
    static Map<String, Object> reading(GroupPlan plan, int most) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, plan.group());
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, List.of(CooperativeStickyAssignor.class));
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"); // See LostMessages.
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, most);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, fetched(plan, SMALLEST_FETCH));
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, fetched(plan, 4 * SMALLEST_FETCH));
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, sessionMillis(plan));
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, sessionMillis(plan) / 3);
        return settings;
    }

    /** What is fetched ahead lies in memory, too; a message that is larger comes all the same. */
    private static int fetched(GroupPlan plan, int least) {
        long room = Math.max(SMALLEST_FETCH, plan.room().files() / 2);
        return (int) Math.min(room, Math.max(least, plan.largestImage()));
    }

    private static int sessionMillis(GroupPlan plan) {
        return (int) plan.session().toMillis();
    }

    /** For transactions of this member alone; another one of its name ends them. */
    static Map<String, Object> writing(GroupPlan plan) {
        return Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                plan.group() + "-" + plan.member(),
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                sessionMillis(plan),
                // A dead letter repeats its image.
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                SMALLEST_FETCH + plan.largestImage(),
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                (long) SENT_AT_ONCE + 2L * plan.largestImage());
    }
}
