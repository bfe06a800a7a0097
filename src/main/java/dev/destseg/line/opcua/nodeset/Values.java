package dev.destseg.line.opcua.nodeset;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.Argument;
import org.eclipse.milo.opcua.stack.core.types.structured.EnumValueType;
import org.w3c.dom.Element;

/**
 * Values as a NodeSet writes them, as far as types need them. Those of structures of the NodeSet itself are examples of nothing
 * and become null.
 *
 * @param names of the NodeSet
 */
record Values(Names names) {
    /** @param node that may have a value */
    DataValue of(Element node) {
        return new DataValue(Xml.child(node, "Value")
                .flatMap(value -> Xml.children(value).stream().findFirst())
                .map(this::variant)
                .orElse(Variant.NULL_VALUE));
    }

    private Variant variant(Element value) {
        String text = value.getTextContent().strip();
        return switch (value.getLocalName()) {
            case "String" -> new Variant(text);
            case "Boolean" -> new Variant(Boolean.valueOf(text));
            case "UInt32" -> new Variant(uint(Long.parseLong(text)));
            case "DateTime" -> new Variant(new DateTime(Instant.parse(text)));
            case "ByteString" ->
                new Variant(ByteString.of(Base64.getMimeDecoder().decode(text)));
            case "ListOfInt32" ->
                new Variant(Xml.children(value).stream()
                        .map(item -> Integer.valueOf(item.getTextContent().strip()))
                        .toArray(Integer[]::new));
            case "ListOfExtensionObject" -> structures(value);
            default -> Variant.NULL_VALUE;
        };
    }

    private Variant structures(Element list) {
        List<Element> bodies = Xml.children(list, "ExtensionObject").stream()
                .flatMap(object -> Xml.child(object, "Body").stream())
                .flatMap(body -> Xml.children(body).stream())
                .toList();
        boolean arguments = bodies.stream().allMatch(body -> body.getLocalName().equals("Argument"));
        return arguments
                ? new Variant(bodies.stream().map(this::argument).toArray(Argument[]::new))
                : new Variant(bodies.stream().map(Values::enumValue).toArray(EnumValueType[]::new));
    }

    private Argument argument(Element body) {
        return new Argument(
                Xml.text(body, "Name"),
                names.id(Xml.text(body, "DataType", "Identifier")),
                Integer.valueOf(Xml.text(body, "ValueRank")),
                null,
                LocalizedText.english(Xml.text(body, "Description", "Text")));
    }

    private static EnumValueType enumValue(Element body) {
        return new EnumValueType(
                Long.valueOf(Xml.text(body, "Value")),
                LocalizedText.english(Xml.text(body, "DisplayName", "Text")),
                LocalizedText.english(Xml.text(body, "Description", "Text")));
    }
}
