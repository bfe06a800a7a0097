package dev.destseg.line.kafka;

import java.nio.charset.StandardCharsets;

/** Names of headers of messages; the values are texts in UTF-8. */
final class MessageHeaders {
    /** Name of an inspection. */
    static final String ID = "id";
    /** How many verdicts the station had with this one. */
    static final String SEQUENCE = "sequence";

    static final String CONTENT_TYPE = "content-type";
    static final String JSON = "application/json";
    static final String PRODUCT = "product";
    static final String STATION = "station";
    static final String PART = "part";
    /** When the image was taken, such as 2026-01-31T11:59:59.920Z. */
    static final String CAPTURED = "captured";
    /** Digest of a recipe: the one that must judge, and the one that has. */
    static final String RECIPE = "recipe";
    /** Where an image lies that is not in the message, and its digest. */
    static final String IMAGE = "image";

    static final String DIGEST = "digest";
    /** Of W3C Trace Context. */
    static final String TRACE = "traceparent";
    /** The message with the image, as topic, partition and offset. */
    static final String SOURCE = "source";
    /** Why a message cannot be judged. */
    static final String REASON = "reason";

    /** What a message cannot be judged for: an appliance has no recipe for it, or the message itself. */
    static final String CAUSE = "cause";

    static final String CAUSE_RECIPE = "recipe";
    static final String CAUSE_MESSAGE = "message";

    private MessageHeaders() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
