package dev.destseg.inspection.rejudgement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What has come of a part that was to be judged again. */
public sealed interface PartOutcome permits RejudgedPart, UnjudgedPart {
    /** Of the part in the archive. */
    String name();

    /** One line of a file of results. */
    ObjectNode json();

    /** @throws IllegalArgumentException for what {@link #json} does not write */
    static PartOutcome of(JsonNode node) {
        return node.has(UnjudgedPart.REASON) ? UnjudgedPart.of(node) : RejudgedPart.of(node);
    }
}
