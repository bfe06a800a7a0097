package dev.destseg.line.kafka;

import dev.destseg.inspection.InspectionRequest;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * A message that asks for an inspection: its value is an image, or there is none and headers say where it lies. Other headers say
 * what of the part is known.
 */
record ImageMessage(ConsumerRecord<byte[], byte[]> record) {
    private static final int MOST_OF_TOPIC = 200;

    TopicPartition partition() {
        return new TopicPartition(record.topic(), record.partition());
    }

    long offset() {
        return record.offset();
    }

    /** Topic, partition and offset: no other message has them. */
    String source() {
        return record.topic() + "-" + record.partition() + "-" + record.offset();
    }

    /** What a header says; the last one where there are several of a name. */
    Optional<String> header(String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(Header::value)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .filter(text -> !text.isEmpty());
    }

    /** The image itself; empty where it lies elsewhere. */
    byte[] value() {
        return record.value() == null ? new byte[0] : record.value();
    }

    /** Whether the image lies elsewhere, as a header says. */
    boolean isElsewhere() {
        return header(MessageHeaders.IMAGE).isPresent();
    }

    /** @throws InputException for a header that cannot be recorded, or a digest or time that is none */
    InspectionRequest request(byte[] image) {
        return new InspectionRequest(
                        image,
                        header(MessageHeaders.PRODUCT),
                        Optional.of(part()),
                        header(MessageHeaders.STATION),
                        digest(MessageHeaders.RECIPE))
                .taken(captured())
                .within(header(MessageHeaders.TRACE));
    }

    /** So that a message that is judged again after an interruption is known for the same part. */
    private String part() {
        String topic = record.topic();
        String beginning = topic.substring(0, Math.min(topic.length(), MOST_OF_TOPIC));
        return header(MessageHeaders.PART)
                .orElseGet(() -> beginning + "-" + record.partition() + "-" + record.offset());
    }

    /** @throws InputException for a header that is no time */
    Optional<Instant> captured() {
        return header(MessageHeaders.CAPTURED).map(text -> {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new InputException(
                        "The header " + MessageHeaders.CAPTURED + " is no time such as 2026-01-31T11:59:59.920Z: "
                                + text,
                        e);
            }
        });
    }

    /** @throws InputException for what is no digest */
    Optional<Sha256> digest(String name) {
        return header(name).map(text -> {
            try {
                return Sha256.parse(text);
            } catch (IllegalArgumentException e) {
                throw new InputException("The header " + name + " is no digest: " + e.getMessage(), e);
            }
        });
    }
}
