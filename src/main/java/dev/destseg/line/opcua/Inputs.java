package dev.destseg.line.opcua;

import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.util.Optional;
import org.eclipse.milo.opcua.sdk.core.types.DynamicStructType;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;

/**
 * What a method was called with.
 *
 * @param server decodes structures
 * @param values of the types that the method declares
 */
record Inputs(OpcUaServer server, Variant[] values) {
    /** Id of a structure that names something; empty when it names nothing. */
    Optional<String> id(int index) {
        return text(index, "Id");
    }

    /** The same where it is a digest. @throws InputException for what is none */
    Optional<Sha256> digest(int index) {
        return id(index).map(text -> {
            try {
                return Sha256.parse(text);
            } catch (IllegalArgumentException e) {
                throw new InputException("'" + text + "' is no internal id of a recipe: " + e.getMessage(), e);
            }
        });
    }

    /** A text of a structure; empty when it is not there, null, or blank. */
    Optional<String> text(int index, String member) {
        return structure(index)
                .map(structure -> structure.getMembers().get(member))
                .filter(String.class::isInstance)
                .map(text -> ((String) text).strip())
                .filter(text -> !text.isEmpty());
    }

    private Optional<DynamicStructType> structure(int index) {
        Object value = values[index].value();
        Object decoded =
                value instanceof ExtensionObject object ? object.decode(server.getStaticEncodingContext()) : value;
        return Optional.ofNullable(decoded)
                .filter(DynamicStructType.class::isInstance)
                .map(DynamicStructType.class::cast);
    }

    /** A number, or the value of an enumeration; zero when it is null. */
    long number(int index) {
        return values[index].value() instanceof Number number ? number.longValue() : 0;
    }

    String text(int index) {
        return values[index].value() instanceof String text ? text : "";
    }
}
