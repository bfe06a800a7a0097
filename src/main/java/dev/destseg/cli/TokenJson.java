package dev.destseg.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.access.Token;
import java.time.Instant;

/** A token as JSON; its digest is nobody's business. */
final class TokenJson {
    private TokenJson() {}

    static ObjectNode of(Token token) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", token.name());
        json.put("role", token.role().label());
        json.put("created", token.created().toString());
        json.put("expires", token.expires().map(Instant::toString).orElse(null));
        return json;
    }
}
