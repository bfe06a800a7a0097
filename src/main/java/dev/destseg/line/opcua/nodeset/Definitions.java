package dev.destseg.line.opcua.nodeset;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.StructureType;
import org.eclipse.milo.opcua.stack.core.types.structured.DataTypeDefinition;
import org.eclipse.milo.opcua.stack.core.types.structured.EnumDefinition;
import org.eclipse.milo.opcua.stack.core.types.structured.EnumField;
import org.eclipse.milo.opcua.stack.core.types.structured.StructureDefinition;
import org.eclipse.milo.opcua.stack.core.types.structured.StructureField;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * What the data types of a NodeSet are made of. The NodeSet lists the fields that a structure adds to its supertype; here they
 * stand behind those of the supertype, as they are encoded.
 */
final class Definitions {
    private static final int SCALAR = -1;
    private static final String BINARY = "Default Binary";

    private final Names names;
    private final Map<NodeId, Element> types = new HashMap<>();
    private final Map<NodeId, NodeId> supertypes = new HashMap<>();
    private final Map<NodeId, NodeId> encodings = new HashMap<>();

    Definitions(Names names, List<Element> nodes, List<Link> links) {
        this.names = names;
        Map<NodeId, String> browseNames = new HashMap<>();
        for (Element node : nodes) {
            NodeId id = names.id(node.getAttribute("NodeId"));
            browseNames.put(id, node.getAttribute("BrowseName"));
            if (node.getLocalName().equals("UADataType")) {
                types.put(id, node);
            }
        }
        for (Link link : links) {
            if (link.type().equals(NodeIds.HasSubtype)) {
                supertypes.put(link.target(), link.source());
            } else if (link.type().equals(NodeIds.HasEncoding) && BINARY.equals(browseNames.get(link.target()))) {
                encodings.put(link.source(), link.target());
            }
        }
    }

    /** Absent for types that are but another name of a simple one. */
    @Nullable
    DataTypeDefinition of(NodeId type) {
        if (NodeIds.Enumeration.equals(supertypes.get(type))) {
            return enumeration(type);
        }
        return isStructure(type) ? structure(type) : null;
    }

    private boolean isStructure(NodeId type) {
        NodeId above = supertypes.get(type);
        return above != null && (above.equals(NodeIds.Structure) || isStructure(above));
    }

    private EnumDefinition enumeration(NodeId type) {
        return new EnumDefinition(fieldsOf(type).stream()
                .map(field -> new EnumField(
                        Long.valueOf(field.getAttribute("Value")),
                        LocalizedText.english(field.getAttribute("Name")),
                        description(field),
                        field.getAttribute("Name")))
                .toArray(EnumField[]::new));
    }

    private StructureDefinition structure(NodeId type) {
        List<StructureField> fields = fields(type);
        boolean optional = fields.stream().anyMatch(StructureField::getIsOptional);
        return new StructureDefinition(
                Optional.ofNullable(encodings.get(type)).orElse(NodeId.NULL_VALUE),
                supertypes.get(type),
                optional ? StructureType.StructureWithOptionalFields : StructureType.Structure,
                fields.toArray(StructureField[]::new));
    }

    private List<StructureField> fields(NodeId type) {
        NodeId above = supertypes.get(type);
        List<StructureField> fields =
                new ArrayList<>(above != null && types.containsKey(above) ? fields(above) : List.of());
        fieldsOf(type).forEach(field -> fields.add(field(field)));
        return fields;
    }

    private StructureField field(Element field) {
        int rank = Xml.attribute(field, "ValueRank").map(Integer::parseInt).orElse(SCALAR);
        return new StructureField(
                field.getAttribute("Name"),
                description(field),
                Xml.attribute(field, "DataType").map(names::id).orElse(NodeIds.BaseDataType),
                rank,
                rank == SCALAR ? null : new UInteger[] {uint(0)},
                uint(0),
                Boolean.valueOf(field.getAttribute("IsOptional")));
    }

    private List<Element> fieldsOf(NodeId type) {
        return Xml.child(types.get(type), "Definition")
                .map(definition -> Xml.children(definition, "Field"))
                .orElse(List.of());
    }

    private static LocalizedText description(Element field) {
        return LocalizedText.english(Xml.text(field, "Description"));
    }
}
