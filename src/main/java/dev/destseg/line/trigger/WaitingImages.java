package dev.destseg.line.trigger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.line.source.Picture;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Images that came as messages and wait for their parts to be judged, numbered as they come. Safe between threads. */
public final class WaitingImages {
    public static final int MOST = 16;

    private static final Logger LOG = Logger.getLogger(WaitingImages.class);

    private final long largest;
    private final Deque<Numbered> waiting = new ArrayDeque<>();
    private long number;

    private record Numbered(long number, Picture picture) {}

    /**
     * @param last number that was given to a part before the start
     * @param largest bytes of an image
     */
    public WaitingImages(long last, long largest) {
        this.number = last;
        this.largest = largest;
    }

    /**
     * Takes an image in. One that is too large has a number all the same, whose absence is noticed with the next one. Of too many
     * that wait the oldest is given up: it may be one that nobody will ask for, since its signal came too late.
     *
     * @param from where the message came from, for people
     * @return the signal that it is, as {@link Trigger#parse} takes it; nothing for one that is too large
     */
    public synchronized Optional<String> add(Picture picture, Optional<String> part, String from) {
        number++;
        if (picture.image().length > largest) {
            LOG.warnf(
                    "An image of %d bytes to %s is lost: one may have %d (destseg.line.largest-file)",
                    picture.image().length, from, largest);
            return Optional.empty();
        }
        if (waiting.size() >= MOST) {
            waiting.remove();
        }
        waiting.add(new Numbered(number, picture));
        ObjectNode trigger = JsonNodeFactory.instance.objectNode().put("sequence", number);
        part.ifPresent(text -> trigger.put("part", text));
        return Optional.of(trigger.toString());
    }

    /** @throws IOException when it was given up, or taken before */
    public synchronized Picture take(long sequence) throws IOException {
        while (!waiting.isEmpty() && waiting.element().number() <= sequence) {
            Numbered part = waiting.remove();
            if (part.number() == sequence) {
                return part.picture();
            }
        }
        throw new IOException("the image of the part " + sequence + " was given up");
    }
}
