package dev.destseg.line.kafka;

import dev.destseg.tensor.InputException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How an appliance judges for a group.
 *
 * @param cluster with the topics
 * @param group that shares the work
 * @param member what this appliance is called there; a second one of that name ends the first one's transactions
 * @param images topic that images come from
 * @param results topic that inspections go to
 * @param deadLetters topic that messages go to which cannot be judged
 * @param largestImage bytes of an image within a message
 * @param elsewhere where images lie that are not within
 * @param room for images in memory
 * @param products that must have a recipe before this takes work; any one when empty
 * @param session how long a member may be silent before its partitions go to others; as long, too, a killed one can keep readers
 *     from what comes after its last words
 * @param commitEvery how long a result may wait for others to be committed with it
 */
public record GroupPlan(
        KafkaCluster cluster,
        String group,
        String member,
        String images,
        String results,
        String deadLetters,
        int largestImage,
        ImagesElsewhere elsewhere,
        ImageRoom room,
        Set<String> products,
        Duration session,
        Duration commitEvery) {
    private static final int TOPICS = 3;
    /** Many of them are in memory at once. */
    private static final int MOST_BYTES = 64 << 20;

    /** @throws InputException for names that cannot be topics, or are not three, and for bounds that are none */
    public GroupPlan {
        products = Set.copyOf(products);
        Set<String> topics = Set.copyOf(List.of(
                KafkaCluster.requireTopic(images),
                KafkaCluster.requireTopic(results),
                KafkaCluster.requireTopic(deadLetters)));
        if (topics.size() < TOPICS) {
            throw new InputException("Images, results and dead letters need three topics, not " + topics
                    + "; name others (destseg.kafka.images, results, dead-letters)");
        }
        if (group.isBlank() || member.isBlank()) {
            throw new InputException("A group and its members have names (destseg.kafka.group, member)");
        }
        if (largestImage < 1 || largestImage > MOST_BYTES) {
            throw new InputException("An image within a message has 1 to " + MOST_BYTES + " bytes at most, not "
                    + largestImage + "; larger ones belong on shared storage (destseg.kafka.largest-image)");
        }
        if (session.toMillis() < 1 || session.toMillis() > Integer.MAX_VALUE) {
            throw new InputException("The time that a member may be silent is one such as 10s, unlike " + session
                    + " (destseg.kafka.session)");
        }
        if (commitEvery.isNegative()) {
            throw new InputException("The time between commits is one such as 100ms, unlike " + commitEvery
                    + " (destseg.kafka.commit-every)");
        }
    }
}
