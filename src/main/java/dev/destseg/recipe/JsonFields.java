package dev.destseg.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The fields of a JSON object, each read once and with its type checked. Every error is an {@link
 * IllegalArgumentException} that names the field.
 */
public final class JsonFields {
    private final String path;
    private final JsonNode node;
    private final Set<String> unread = new HashSet<>();

    /** @param path of the object within the document, for messages; empty for the whole */
    public JsonFields(String path, JsonNode node) {
        if (!node.isObject()) {
            throw new IllegalArgumentException((path.isEmpty() ? "it" : path) + " must be a JSON object");
        }
        this.path = path;
        this.node = node;
        node.fieldNames().forEachRemaining(unread::add);
    }

    /** Refuses fields that nobody asked for. */
    public void requireAllRead() {
        if (!unread.isEmpty()) {
            throw new IllegalArgumentException(
                    "unknown field " + path(unread.iterator().next()));
        }
    }

    public String text(String name) {
        return optionalText(name).orElseThrow(() -> wrong(name, "text"));
    }

    public Optional<String> optionalText(String name) {
        return optional(name).map(value -> {
            if (!value.isTextual()) {
                throw wrong(name, "text");
            }
            return value.textValue();
        });
    }

    public double number(String name) {
        return optionalNumber(name).orElseThrow(() -> wrong(name, "a number"));
    }

    public OptionalDouble optionalNumber(String name) {
        Optional<JsonNode> value = optional(name);
        if (value.isPresent() && !value.get().isNumber()) {
            throw wrong(name, "a number");
        }
        return value.map(number -> OptionalDouble.of(number.doubleValue())).orElse(OptionalDouble.empty());
    }

    public int integer(String name) {
        long value = wide(name);
        if (value != (int) value) {
            throw wrong(name, "an integer of 32 bits");
        }
        return (int) value;
    }

    public OptionalInt optionalInteger(String name) {
        return optional(name).isEmpty() ? OptionalInt.empty() : OptionalInt.of(integer(name));
    }

    public long wide(String name) {
        JsonNode value = optional(name).orElseThrow(() -> wrong(name, "an integer"));
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong(name, "an integer");
        }
        return value.longValue();
    }

    public Optional<JsonFields> optionalFields(String name) {
        return optional(name).map(value -> new JsonFields(path(name), value));
    }

    public JsonFields fields(String name) {
        return optionalFields(name).orElseThrow(() -> wrong(name, "an object"));
    }

    /** An array of objects. */
    public <T> List<T> list(String name, Function<JsonFields, T> element) {
        JsonNode array = optional(name).filter(JsonNode::isArray).orElseThrow(() -> wrong(name, "an array"));
        List<T> elements = new ArrayList<>();
        for (JsonNode value : array) {
            JsonFields fields = new JsonFields(path(name) + "[" + elements.size() + "]", value);
            elements.add(element.apply(fields));
            fields.requireAllRead();
        }
        return elements;
    }

    /** As {@link #list}; empty when there is no such field. */
    public <T> List<T> optionalList(String name, Function<JsonFields, T> element) {
        return optional(name).isEmpty() ? List.of() : list(name, element);
    }

    /** An array of texts. */
    public List<String> texts(String name) {
        JsonNode array = optional(name).filter(JsonNode::isArray).orElseThrow(() -> wrong(name, "an array"));
        List<String> texts = new ArrayList<>();
        for (JsonNode value : array) {
            if (!value.isTextual()) {
                throw wrong(name, "an array of texts");
            }
            texts.add(value.textValue());
        }
        return texts;
    }

    /** As {@link #texts}; empty when there is no such field. */
    public List<String> optionalTexts(String name) {
        return optional(name).isEmpty() ? List.of() : texts(name);
    }

    /** All fields of this object as a map; the reader gets this and the name of the field to read. */
    <T> SortedMap<String, T> map(FieldReader<T> reader) {
        SortedMap<String, T> values = new TreeMap<>();
        node.fieldNames().forEachRemaining(name -> values.put(name, reader.read(this, name)));
        return values;
    }

    /** Reads one field of an object. */
    @FunctionalInterface
    interface FieldReader<T> {
        T read(JsonFields fields, String name);
    }

    private Optional<JsonNode> optional(String name) {
        unread.remove(name);
        return Optional.ofNullable(node.get(name));
    }

    private String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private IllegalArgumentException wrong(String name, String expected) {
        return new IllegalArgumentException(path(name) + " must be " + expected);
    }
}
