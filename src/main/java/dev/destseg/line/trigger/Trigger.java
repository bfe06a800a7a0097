package dev.destseg.line.trigger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.inspection.ShortText;
import dev.destseg.tensor.InputException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A signal that a part is there.
 *
 * @param sequence what the machine's counter says, 0 or more; absent where the box counts by itself
 * @param part number of the part, where the machine knows it
 * @param arrived {@link System#nanoTime} then
 * @param isFresh whether the part came then; otherwise nobody knows since when the signal stood there
 */
public record Trigger(OptionalLong sequence, Optional<String> part, long arrived, boolean isFresh) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 100;

    /** @throws InputException for a negative number, or a part number that cannot be recorded */
    public Trigger {
        if (sequence.orElse(0) < 0) {
            throw new InputException("A trigger has a number of 0 or more, not " + sequence.getAsLong());
        }
        part.ifPresent(text -> ShortText.require("part number", text));
    }

    /** The same, for which nobody knows since when it has stood there. */
    Trigger old() {
        return new Trigger(sequence, part, arrived, false);
    }

    /**
     * @param text the number alone, or {@code {"sequence": 17, "part": "A-17"}}
     * @throws InputException for anything else
     */
    public static Trigger parse(String text, long arrived) {
        try {
            JsonNode node = JSON.readTree(text);
            JsonNode sequence = node.isObject() ? node.path("sequence") : node;
            JsonNode part = node.path("part");
            if (sequence.canConvertToExactIntegral() && sequence.canConvertToLong() && isTextOrAbsent(part)) {
                return new Trigger(
                        OptionalLong.of(sequence.longValue()), Optional.ofNullable(part.textValue()), arrived, true);
            }
        } catch (JsonProcessingException e) {
            // As what is no trigger otherwise.
        }
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        throw new InputException("'" + shown.replaceAll("\\p{Cntrl}", "?")
                + "' is no trigger; send {\"sequence\": 17, \"part\": \"A-17\"}, or the number alone");
    }

    private static boolean isTextOrAbsent(JsonNode node) {
        return node.isTextual() || node.isMissingNode() || node.isNull();
    }
}
