/**
 * Kafka, by its own client: verdicts told to a topic ({@link dev.destseg.line.kafka.KafkaReceiver}), and many appliances that judge
 * the images of a topic as one group ({@link dev.destseg.line.kafka.GroupWorker}).
 *
 * <p>The plain client and not an extension of the framework, since most boxes speak to no cluster, and what is not configured
 * must cost nothing at the start: no class of the client is loaded before an address of Kafka was read. Its codecs all stay in,
 * though their natives weigh 9 MB: who sends images chooses how they are compressed, and a partition whose messages cannot be
 * read would stand still.
 *
 * <p>A member of a group judges with what judges all other images here, so that each inspection is in the journal and has
 * deadline and checks as any. Answers, and how far images were read, are committed together in transactions. A member that was
 * given up by the cluster, since it was killed or stood still, has its last transaction refused or ended; then others judge those
 * images again, which leaves a second inspection in a journal and no second result. All failures are dealt with in the same way:
 * the session is left, and another one begins from what was committed.
 *
 * <p>One thread speaks to the cluster, as its client wants it, and goes on doing so while images are judged: membership never
 * depends on how long that takes. Partitions are exchanged cooperatively, so that those that stay go on. Members are dynamic:
 * a static name would leave the partitions of a killed box unjudged until it is back.
 */
@NullMarked
package dev.destseg.line.kafka;

import org.jspecify.annotations.NullMarked;
