package dev.destseg.line.opcua.nodeset;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.stream.Stream;
import org.eclipse.milo.opcua.sdk.server.nodes.UaDataTypeNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaMethodNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNodeContext;
import org.eclipse.milo.opcua.sdk.server.nodes.UaObjectNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaObjectTypeNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaReferenceTypeNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableTypeNode;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UByte;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.w3c.dom.Element;

/**
 * Makes nodes of what a NodeSet says of them.
 *
 * @param context that they will belong to
 * @param names of the NodeSet
 * @param definitions of its data types
 */
record Nodes(UaNodeContext context, Names names, Definitions definitions) {
    private static final int SCALAR = -1;

    UaNode of(Element element) {
        NodeId id = names.id(element.getAttribute("NodeId"));
        QualifiedName browseName = names.qualified(element.getAttribute("BrowseName"));
        LocalizedText display = LocalizedText.english(Xml.text(element, "DisplayName"));
        LocalizedText description = LocalizedText.english(Xml.text(element, "Description"));
        boolean isAbstract = Boolean.parseBoolean(element.getAttribute("IsAbstract"));
        UInteger none = uint(0);
        return switch (element.getLocalName()) {
            case "UAObjectType" ->
                new UaObjectTypeNode(context, id, browseName, display, description, none, none, isAbstract);
            case "UAObject" -> new UaObjectNode(context, id, browseName, display, description, none, none, ubyte(0));
            case "UAMethod" -> new UaMethodNode(context, id, browseName, display, description, none, none, true, true);
            case "UAReferenceType" ->
                new UaReferenceTypeNode(
                        context, id, browseName, display, description, none, none, isAbstract, false, null);
            case "UADataType" -> {
                UaDataTypeNode type =
                        new UaDataTypeNode(context, id, browseName, display, description, none, none, isAbstract);
                type.setDataTypeDefinition(definitions.of(id));
                yield type;
            }
            case "UAVariableType" ->
                new UaVariableTypeNode(
                        context,
                        id,
                        browseName,
                        display,
                        description,
                        none,
                        none,
                        new Values(names).of(element),
                        type(element),
                        rank(element),
                        dimensions(element),
                        isAbstract);
            case "UAVariable" -> variable(element, id, browseName, display, description);
            default ->
                throw new IllegalArgumentException("A node of a kind that is not known: " + element.getTagName());
        };
    }

    private UaVariableNode variable(
            Element element, NodeId id, QualifiedName browseName, LocalizedText display, LocalizedText description) {
        UaVariableNode node = new UaVariableNode(context, id, browseName, display, description, uint(0), uint(0));
        node.setValue(new Values(names).of(element));
        node.setDataType(type(element));
        node.setValueRank(rank(element));
        node.setArrayDimensions(dimensions(element));
        // Nobody writes to what this server shows, whatever a NodeSet would allow.
        UByte readable = ubyte(1);
        node.setAccessLevel(readable);
        node.setUserAccessLevel(readable);
        return node;
    }

    private NodeId type(Element element) {
        return Xml.attribute(element, "DataType").map(names::id).orElse(NodeIds.BaseDataType);
    }

    private static int rank(Element element) {
        return Xml.attribute(element, "ValueRank").map(Integer::parseInt).orElse(SCALAR);
    }

    private static UInteger[] dimensions(Element element) {
        return Xml.attribute(element, "ArrayDimensions").stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(text -> uint(Long.parseLong(text.strip())))
                .toArray(UInteger[]::new);
    }
}
