package dev.destseg.inspection.rejudgement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A part that whoever judges has refused, for what it is and not for what they lack.
 *
 * @param name of it in the archive
 * @param reason with what to do
 */
public record UnjudgedPart(String name, String reason) implements PartOutcome {
    static final String REASON = "not_judged";

    @Override
    public ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put(RejudgedPart.NAME, name)
                .put(REASON, reason);
    }

    /** @throws IllegalArgumentException for what {@link #json} does not write */
    static UnjudgedPart of(JsonNode node) {
        return new UnjudgedPart(RejudgedPart.name(node), node.get(REASON).asText());
    }
}
