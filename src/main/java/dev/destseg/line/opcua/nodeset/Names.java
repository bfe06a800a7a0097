package dev.destseg.line.opcua.nodeset;

import java.util.HashMap;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;
import org.w3c.dom.Element;

/**
 * What the names in a NodeSet of one namespace mean on this server, where that namespace has an index of its own.
 *
 * @param index of the NodeSet's first namespace on this server
 * @param aliases of node ids
 */
record Names(UShort index, Map<String, String> aliases) {
    private static final String FIRST = "ns=1;";

    static Names of(Element nodeSet, UShort index) {
        Map<String, String> aliases = new HashMap<>();
        Xml.child(nodeSet, "Aliases").ifPresent(list -> Xml.children(list, "Alias")
                .forEach(alias -> aliases.put(
                        alias.getAttribute("Alias"), alias.getTextContent().strip())));
        return new Names(index, Map.copyOf(aliases));
    }

    /** @param text a node id, or an alias */
    NodeId id(String text) {
        String given = aliases.getOrDefault(text.strip(), text.strip());
        NodeId id = NodeId.parse(given);
        return given.startsWith(FIRST) ? id.withNamespaceIndex(index) : id;
    }

    /** @param text as {@code 1:Reset}; names without an index are those of OPC UA itself */
    QualifiedName qualified(String text) {
        return text.startsWith("1:") ? new QualifiedName(index, text.substring(2)) : new QualifiedName(0, text);
    }
}
