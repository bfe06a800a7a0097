package dev.destseg.line.opcua.nodeset;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.core.types.codec.DynamicCodecFactory;
import org.eclipse.milo.opcua.sdk.core.typetree.DataType;
import org.eclipse.milo.opcua.sdk.core.typetree.DataTypeTree;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.structured.StructureDefinition;
import org.w3c.dom.Element;

/** The namespace that a NodeSet describes, with all its nodes and references. Structures can be encoded once it has started. */
public final class NodeSetNamespace extends SampledNamespace {
    /** Their other ends belong to OPC UA itself, and nobody looks there for them. */
    private static final Set<NodeId> ONE_WAY = Set.of(NodeIds.HasTypeDefinition, NodeIds.HasModellingRule);

    /**
     * @param uri of the namespace
     * @param nodeSet XML whose first namespace this is, with no other than OPC UA's own beside it; left open
     * @throws IOException when it is none
     */
    public NodeSetNamespace(OpcUaServer server, String uri, InputStream nodeSet) throws IOException {
        super(server, uri);
        load(Xml.parse(nodeSet));
        getLifecycleManager().addStartupTask(this::registerTypes);
    }

    private void load(Element root) {
        Names names = Names.of(root, getNamespaceIndex());
        List<Element> elements = Xml.children(root).stream()
                .filter(element -> element.hasAttribute("NodeId"))
                .toList();
        List<Link> links = Link.among(elements, names);
        Nodes nodes = new Nodes(getNodeContext(), names, new Definitions(names, elements, links));
        elements.forEach(element -> getNodeManager().addNode(nodes.of(element)));
        links.forEach(this::add);
    }

    private void add(Link link) {
        Reference reference =
                new Reference(link.source(), link.type(), link.target().expanded(), true);
        if (ONE_WAY.contains(link.type())) {
            getNodeManager().addReference(reference);
        } else {
            getNodeManager().addReferences(reference, getServer().getNamespaceTable());
        }
    }

    private void registerTypes() {
        registerStructures(getServer().updateDataTypeTree());
        getServer().updateObjectTypeTree();
        getServer().updateReferenceTypeTree();
        getServer().updateVariableTypeTree();
    }

    /** @param number of a node in the NodeSet */
    public NodeId id(int number) {
        return newNodeId(number);
    }

    /**
     * Numbers of the nodes of this namespace that a node refers to, forward.
     *
     * @param number of a node in the NodeSet
     */
    public List<Integer> targets(int number, NodeId referenceType) {
        return getNodeManager().getReferences(id(number)).stream()
                .filter(Reference::isForward)
                .filter(reference -> reference.getReferenceTypeId().equals(referenceType))
                .map(reference -> reference.getTargetNodeId().getIdentifier())
                .filter(UInteger.class::isInstance)
                .map(identifier -> ((UInteger) identifier).intValue())
                .toList();
    }

    /** @param name of a node in the NodeSet */
    public QualifiedName name(String name) {
        return newQualifiedName(name);
    }

    /** @param number of a data type in the NodeSet */
    public DataType dataType(int number) {
        return Optional.ofNullable(getServer().getDataTypeTree().getDataType(id(number)))
                .orElseThrow();
    }

    private void registerStructures(DataTypeTree types) {
        getNodeManager().getNodeIds().stream()
                .flatMap(id -> Optional.ofNullable(types.getDataType(id)).stream())
                .filter(type -> type.getDataTypeDefinition() instanceof StructureDefinition)
                .forEach(type -> Stream.of(
                                getServer().getStaticDataTypeManager(),
                                getServer().getDynamicDataTypeManager())
                        .forEach(manager -> manager.registerType(
                                type.getNodeId(),
                                DynamicCodecFactory.create(type, types),
                                type.getBinaryEncodingId(),
                                type.getXmlEncodingId(),
                                type.getJsonEncodingId())));
    }
}
