package dev.destseg.line.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * A message that came.
 *
 * @param topic that it was sent to
 * @param payload its bytes, which nobody writes to
 * @param isKept whether the broker had it before anybody listened (MQTT says "retained")
 */
public record Heard(String topic, byte[] payload, boolean isKept) {
    private static final Logger LOG = Logger.getLogger(Heard.class);

    /**
     * Has somebody hear a message. What fails meanwhile, also for want of memory for it, is logged: the client would give that listener
     * no other message, and go on as if it did.
     */
    static void by(Consumer<Heard> listener, Supplier<Heard> message) {
        try {
            listener.accept(message.get());
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("A message of MQTT could not be heard", e);
        }
    }

    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }
}
