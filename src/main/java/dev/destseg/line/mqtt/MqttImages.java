package dev.destseg.line.mqtt;

import dev.destseg.line.source.Picture;
import dev.destseg.line.trigger.ImageMessages;
import dev.destseg.line.trigger.TriggerListener;
import dev.destseg.line.trigger.WaitingImages;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Images that come as messages: each is a part's signal and its picture. A topic that goes on behind the station's has the
 * part's number there. Safe between threads.
 */
public final class MqttImages implements ImageMessages {
    private static final Logger LOG = Logger.getLogger(MqttImages.class);

    private final Subscription subscription;
    private final String topic;
    private final WaitingImages waiting;

    /** @param topic without wildcards */
    public MqttImages(Broker broker, String topic, WaitingImages waiting) {
        this.subscription = new Subscription(broker, topic + "/#", "images");
        this.topic = topic;
        this.waiting = waiting;
    }

    @Override
    public void connect(TriggerListener listener) throws IOException, InterruptedException {
        subscription.connect(message -> hear(message, listener));
    }

    private void hear(Heard message, Consumer<String> listener) {
        if (message.isKept()) {
            LOG.warnf(
                    "The image that the broker keeps for %s is not judged, for it comes with each connection; send images"
                            + " without the flag retain",
                    message.topic());
            return;
        }
        waiting.add(new Picture(message.payload(), Optional.empty()), part(message), message.topic())
                .ifPresent(listener);
    }

    private Optional<String> part(Heard message) {
        return message.topic().length() > topic.length() + 1
                ? Optional.of(message.topic().substring(topic.length() + 1))
                : Optional.empty();
    }

    /** There is no picture without a message. */
    @Override
    public byte[] take() throws IOException {
        throw new IOException("images come as messages to " + topic + "; none was sent for this");
    }

    @Override
    public Picture take(long sequence, long since, Duration longest) throws IOException {
        return waiting.take(sequence);
    }

    @Override
    public void close() {
        subscription.close();
    }
}
