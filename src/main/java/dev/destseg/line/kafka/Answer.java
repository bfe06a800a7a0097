package dev.destseg.line.kafka;

import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What becomes of a message.
 *
 * @param message to be sent
 * @param judged whether it is a result; else a dead letter
 */
record Answer(ProducerRecord<byte[], byte[]> message, boolean judged) {}
