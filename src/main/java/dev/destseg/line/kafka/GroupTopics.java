package dev.destseg.line.kafka;

/**
 * The topics of a group.
 *
 * @param images that images come from
 * @param results that inspections go to
 * @param deadLetters that messages go to which cannot be judged
 */
public record GroupTopics(String images, String results, String deadLetters) {
    /** Those whose names begin alike, as they are by default with {@code destseg}. */
    public static GroupTopics of(String beginning) {
        return new GroupTopics(beginning + ".images", beginning + ".results", beginning + ".dead-letters");
    }

    /** @throws dev.destseg.tensor.InputException for names that cannot be topics */
    public GroupTopics {
        KafkaCluster.requireTopic(images);
        KafkaCluster.requireTopic(results);
        KafkaCluster.requireTopic(deadLetters);
    }
}
