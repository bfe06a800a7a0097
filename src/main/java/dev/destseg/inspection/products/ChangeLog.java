package dev.destseg.inspection.products;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.inspection.journal.Event;
import dev.destseg.inspection.journal.JournalException;
import dev.destseg.recipe.Sha256;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * Writes changes down.
 *
 * @param journal keeps each for good before it returns
 */
record ChangeLog(Consumer<Event> journal, Clock clock) {
    /** @throws dev.destseg.tensor.InputException when {@code who} is no name */
    Event event(String kind, String who, ObjectNode details) {
        return new Event(clock.instant(), kind, who, details);
    }

    void keep(Event event) {
        journal.accept(event);
    }

    /** What was asked for has not happened; that this cannot be written down either is told with the cause. */
    void keepFailed(Event event, RuntimeException cause) {
        ObjectNode details = event.details().put("reason", String.valueOf(cause.getMessage()));
        try {
            keep(event(event.kind() + "-failed", event.who(), details));
        } catch (JournalException e) {
            cause.addSuppressed(e);
        }
    }

    static ObjectNode recipe(Sha256 digest) {
        return JsonNodeFactory.instance.objectNode().put("recipe", digest.toString());
    }
}
