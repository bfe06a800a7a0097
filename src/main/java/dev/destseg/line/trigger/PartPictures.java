package dev.destseg.line.trigger;

import dev.destseg.inspection.Deadline;
import dev.destseg.inspection.TriggerStamp;
import dev.destseg.line.source.Picture;
import dev.destseg.line.source.Source;
import java.io.IOException;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Takes the pictures of a station's parts, each while its part can still be there. Used by one thread.
 *
 * @param source belongs to this, and is closed with it
 * @param late how old a trigger may be for a picture still to show its part
 */
record PartPictures(String station, Source source, Duration late) implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(PartPictures.class);

    /**
     * @param deadline of the part's verdict, behind which nobody waits for a picture
     * @throws IOException when there is no picture that shows the part; the message says why
     */
    Picture take(Trigger trigger, TriggerStamp stamp, Deadline deadline) throws IOException {
        try {
            requireInTime(trigger, stamp);
            Picture picture = source.take(stamp.sequence(), trigger.arrived(), left(trigger, deadline));
            requireInTime(trigger, stamp);
            return picture;
        } catch (IOException e) {
            throw deadline.isPassed() ? new IOException(deadline.reason() + "; " + e.getMessage(), e) : e;
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.errorf(e, "The station %s could not take a picture", station);
            throw new IOException("taking it failed inside (" + e + "); the log says where", e);
        }
    }

    private void requireInTime(Trigger trigger, TriggerStamp stamp) throws IOException {
        if (!trigger.isFresh()) {
            throw new IOException(
                    "the trigger " + stamp.sequence() + " may have waited while the box, the machine or the"
                            + " broker was away, so that nobody knows whether its part is still there; the next one is judged");
        }
        Duration age = age(trigger);
        if (age.compareTo(late) > 0) {
            throw new IOException("the trigger " + stamp.sequence() + " is " + age.toMillis()
                    + " ms old, so that its part has gone on; send triggers more slowly, or allow more"
                    + " (destseg.line.stations." + station + ".late)");
        }
    }

    private Duration left(Trigger trigger, Deadline deadline) {
        Duration shown = late.minus(age(trigger));
        return shown.compareTo(deadline.left()) < 0 ? shown : deadline.left();
    }

    private static Duration age(Trigger trigger) {
        return Duration.ofNanos(System.nanoTime() - trigger.arrived());
    }

    @Override
    public void close() {
        source.close();
    }
}
