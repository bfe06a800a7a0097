package dev.destseg.line.kafka;

/**
 * The image of a message.
 *
 * @param file bytes of it
 * @param judging bytes that it may take beside them while it is judged
 */
record FoundImage(byte[] file, long judging) {}
