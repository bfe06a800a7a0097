package dev.destseg.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * One spelling for each JSON value, after RFC 8785 (JSON Canonicalization Scheme): names sorted by UTF-16 units, no white
 * space, numbers as ECMAScript writes them. Integers of 64 bits are written in full, where the RFC would round them to a
 * double.
 */
public final class CanonicalJson {
    private CanonicalJson() {}

    public static byte[] encode(JsonNode node) {
        StringBuilder text = new StringBuilder();
        append(node, text);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(JsonNode node, StringBuilder text) {
        if (node.isObject()) {
            appendObject(node, text);
        } else if (node.isArray()) {
            text.append('[');
            String separator = "";
            for (JsonNode element : node) {
                text.append(separator);
                append(element, text);
                separator = ",";
            }
            text.append(']');
        } else if (node.isTextual()) {
            appendString(node.textValue(), text);
        } else if (node.isFloatingPointNumber()) {
            text.append(number(node.doubleValue()));
        } else {
            text.append(node.asText()); // Integers, true, false and null.
        }
    }

    private static void appendObject(JsonNode node, StringBuilder text) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        node.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
        text.append('{');
        String separator = "";
        for (Map.Entry<String, JsonNode> field : sorted.entrySet()) {
            text.append(separator);
            appendString(field.getKey(), text);
            text.append(':');
            append(field.getValue(), text);
            separator = ",";
        }
        text.append('}');
    }

    private static void appendString(String value, StringBuilder text) {
        text.append('"');
        for (char c : value.toCharArray()) {
            switch (c) {
                case '"', '\\' -> text.append('\\').append(c);
                case '\b' -> text.append("\\b");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\f' -> text.append("\\f");
                case '\r' -> text.append("\\r");
                default -> text.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        text.append('"');
    }

    /** The shortest decimal that reads back as the same double, laid out as ECMAScript's Number.toString does. */
    static String number(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal shortest = shortest(value).stripTrailingZeros();
        String digits = shortest.unscaledValue().abs().toString();
        int point = digits.length() - shortest.scale(); // The decimal point stands after so many digits.
        return (value < 0 ? "-" : "") + layOut(digits, point);
    }

    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int precision = 1; precision < 17; precision++) {
            BigDecimal rounded = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded;
            }
        }
        return exact.round(new MathContext(17, RoundingMode.HALF_EVEN));
    }

    private static String layOut(String digits, int point) {
        if (point > 21 || point < -5) {
            String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
            return digits.charAt(0) + fraction + "e" + (point > 0 ? "+" : "-") + Math.abs(point - 1);
        }
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        if (point >= digits.length()) {
            return digits + "0".repeat(point - digits.length());
        }
        return digits.substring(0, point) + "." + digits.substring(point);
    }
}
