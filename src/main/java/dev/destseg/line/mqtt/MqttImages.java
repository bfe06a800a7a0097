package dev.destseg.line.mqtt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.line.source.Picture;
import dev.destseg.line.source.Source;
import dev.destseg.line.trigger.TriggerInput;
import dev.destseg.line.trigger.TriggerListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Images that come as messages: each is a part's signal and its picture. A topic that goes on behind the station's has the
 * part's number there. Safe between threads.
 */
public final class MqttImages implements TriggerInput, Source {
    static final int MOST_WAITING = 16;

    private static final Logger LOG = Logger.getLogger(MqttImages.class);

    private final Subscription subscription;
    private final String topic;
    private final long largest;
    private final Deque<Numbered> waiting = new ArrayDeque<>();
    private long number;

    private record Numbered(long number, byte[] image) {}

    /**
     * @param topic without wildcards
     * @param last number that was given to a part before the start
     * @param largest bytes of an image
     */
    public MqttImages(Broker broker, String topic, long last, long largest) {
        this.subscription = new Subscription(broker, topic + "/#", "images");
        this.topic = topic;
        this.number = last;
        this.largest = largest;
    }

    @Override
    public void connect(TriggerListener listener) throws IOException, InterruptedException {
        subscription.connect(message -> hear(message, listener));
    }

    /**
     * An image that is too large has a number all the same, whose absence is noticed with the next one. Of too many that wait
     * the oldest is given up: it may be one that nobody will ask for, since its signal came too late.
     */
    private void hear(Heard message, Consumer<String> listener) {
        if (message.isKept()) {
            LOG.warnf(
                    "The image that the broker keeps for %s is not judged, for it comes with each connection; send images"
                            + " without the flag retain",
                    message.topic());
            return;
        }
        ObjectNode trigger = JsonNodeFactory.instance.objectNode();
        synchronized (this) {
            number++;
            if (message.payload().length > largest) {
                LOG.warnf(
                        "An image of %d bytes to %s is lost: one may have %d (destseg.line.largest-file)",
                        message.payload().length, message.topic(), largest);
                return;
            }
            if (waiting.size() >= MOST_WAITING) {
                waiting.remove();
            }
            waiting.add(new Numbered(number, message.payload()));
            trigger.put("sequence", number);
        }
        if (message.topic().length() > topic.length() + 1) {
            trigger.put("part", message.topic().substring(topic.length() + 1));
        }
        listener.accept(trigger.toString());
    }

    /** There is no picture without a message. */
    @Override
    public byte[] take() throws IOException {
        throw new IOException("images come as messages to " + topic + "; none was sent for this");
    }

    @Override
    public synchronized Picture take(long sequence, long since, Duration longest) throws IOException {
        while (!waiting.isEmpty() && waiting.element().number() <= sequence) {
            Numbered part = waiting.remove();
            if (part.number() == sequence) {
                return new Picture(part.image(), Optional.empty());
            }
        }
        throw new IOException("the image of the part " + sequence + " was given up");
    }

    @Override
    public void close() {
        subscription.close();
    }
}
