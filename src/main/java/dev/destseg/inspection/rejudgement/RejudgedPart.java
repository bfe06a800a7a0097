package dev.destseg.inspection.rejudgement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.inspection.Verdict;
import dev.destseg.inspection.rejudgement.ArchivedPart.Said;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A part that was judged again.
 *
 * @param name of it in the archive
 * @param defective whether it really is, where somebody has said so
 * @param before what was said of it; absent where nothing was
 * @param now what the recipe says
 * @param reason why it says nothing; present with CANNOT_JUDGE only
 */
public record RejudgedPart(
        String name, Optional<Boolean> defective, Optional<Said> before, Said now, Optional<String> reason)
        implements PartOutcome {
    static final String NAME = "part";

    /** Whether another verdict is given. */
    public boolean isChanged() {
        return before.filter(said -> said.verdict() != now.verdict()).isPresent();
    }

    @Override
    public ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put(NAME, name);
        defective.ifPresent(is -> node.put("defective", is));
        before.ifPresent(said -> put(node, "before", said));
        put(node, "now", now);
        reason.ifPresent(text -> node.put("reason", text));
        return node;
    }

    private static void put(ObjectNode node, String name, Said said) {
        ObjectNode words = node.putObject(name).put("verdict", said.verdict().name());
        said.score().ifPresent(score -> words.put("score", score));
    }

    /** @throws IllegalArgumentException for what {@link #json} does not write */
    static RejudgedPart of(JsonNode node) {
        return new RejudgedPart(
                name(node),
                node.has("defective") ? Optional.of(node.get("defective").asBoolean()) : Optional.empty(),
                node.has("before") ? Optional.of(said(node.get("before"))) : Optional.empty(),
                said(node.path("now")),
                node.has("reason") ? Optional.of(node.get("reason").asText()) : Optional.empty());
    }

    /** @throws IllegalArgumentException where there is none */
    static String name(JsonNode node) {
        if (!node.path(NAME).isTextual()) {
            throw new IllegalArgumentException("no name of a part");
        }
        return node.get(NAME).asText();
    }

    private static Said said(JsonNode node) {
        return new Said(
                Verdict.valueOf(node.path("verdict").asText()),
                node.has("score") ? OptionalDouble.of(node.get("score").asDouble()) : OptionalDouble.empty());
    }
}
