package dev.destseg.line.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;

import dev.destseg.access.Role;
import dev.destseg.line.opcua.nodeset.NodeSetNamespace;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.nodes.UaMethodNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaObjectNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.sdk.server.nodes.factories.NodeFactory;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of one vision system: an instance of VisionSystemType with all that is mandatory, and with the optional parts that
 * this server serves.
 */
final class VisionObject {
    private static final int VISION_SYSTEM_TYPE = 1003;
    private static final int RESULT_TYPE = 2002;
    private static final Set<String> OPTIONAL_PARTS =
            Set.of("AutomaticModeStateMachine", "RecipeManagement", "ResultManagement", "Results", "SystemState");

    private final InstanceNamespace namespace;
    private final NodeSetNamespace types;
    private final UaObjectNode root;

    private VisionObject(InstanceNamespace namespace, NodeSetNamespace types, UaObjectNode root) {
        this.namespace = namespace;
        this.types = types;
        this.root = root;
    }

    /** @param name of the vision system, which nothing else in the namespace has */
    static VisionObject create(InstanceNamespace namespace, NodeSetNamespace types, String name) throws UaException {
        UaObjectNode root = (UaObjectNode) namespace
                .getNodeFactory()
                .createNode(namespace.id(name), types.id(VISION_SYSTEM_TYPE), including(OPTIONAL_PARTS));
        root.setBrowseName(new QualifiedName(namespace.getNamespaceIndex(), name));
        root.setDisplayName(LocalizedText.english(name));
        root.setEventNotifier(ubyte(1));
        root.addReference(new Reference(root.getNodeId(), NodeIds.Organizes, NodeIds.ObjectsFolder.expanded(), false));
        root.addReference(new Reference(root.getNodeId(), NodeIds.HasNotifier, NodeIds.Server.expanded(), false));
        VisionObject object = new VisionObject(namespace, types, root);
        object.prune();
        return object;
    }

    private static NodeFactory.InstantiationCallback including(Set<String> parts) {
        return new NodeFactory.InstantiationCallback() {
            @Override
            public boolean includeOptionalNode(NodeId type, QualifiedName part) {
                return parts.contains(part.name());
            }
        };
    }

    /** What belongs to optional parts that are left out is made all the same, without anything that leads to it. */
    private void prune() {
        Set<NodeId> reached = new HashSet<>();
        reach(root, reached);
        namespace.getNodeManager().getNodes().stream()
                .filter(node -> isOurs(node.getNodeId()) && !reached.contains(node.getNodeId()))
                .forEach(UaNode::delete);
    }

    private void reach(UaNode node, Set<NodeId> reached) {
        if (!reached.add(node.getNodeId())) {
            return;
        }
        node.getReferences().stream()
                .filter(Reference::isForward)
                .flatMap(reference -> namespace
                        .getNodeManager()
                        .getNode(
                                reference.getTargetNodeId(),
                                namespace.getNodeContext().getNamespaceTable())
                        .stream())
                .forEach(target -> reach(target, reached));
    }

    private boolean isOurs(NodeId id) {
        return id.getIdentifier().toString().startsWith(root.getNodeId().getIdentifier() + InstanceNamespace.SEPARATOR);
    }

    /** Adds a result to the folder of results, with all that the type of results can have. */
    UaVariableNode addResult(String name) throws UaException {
        UaNode folder = node("ResultManagement", "Results");
        NodeId id = namespace.id(folder.getNodeId().getIdentifier() + InstanceNamespace.SEPARATOR + name);
        UaVariableNode result = (UaVariableNode) namespace
                .getNodeFactory()
                .createNode(id, types.id(RESULT_TYPE), new NodeFactory.InstantiationCallback() {
                    @Override
                    public boolean includeOptionalNode(NodeId type, QualifiedName part) {
                        return true;
                    }
                });
        result.setBrowseName(new QualifiedName(namespace.getNamespaceIndex(), name));
        result.setDisplayName(LocalizedText.english(name));
        folder.addReference(new Reference(
                folder.getNodeId(), NodeIds.HasComponent, result.getNodeId().expanded(), true));
        return result;
    }

    UaObjectNode node() {
        return root;
    }

    /**
     * Has a method do something.
     *
     * @param role that callers must have
     * @param owner names of the objects that lead to it
     */
    void serve(String method, VisionMethod.Action action, Role role, String... owner) {
        UaMethodNode node = (UaMethodNode) part(node(owner), method).orElseThrow();
        node.setInvocationHandler(new VisionMethod(node, role, action));
    }

    /** Takes away the optional methods that nobody serves. */
    void removeUnservedMethods() {
        namespace.getNodeManager().getNodes().stream()
                .filter(node -> isOurs(node.getNodeId()))
                .filter(node ->
                        node instanceof UaMethodNode method && !(method.getInvocationHandler() instanceof VisionMethod))
                .forEach(UaNode::delete);
    }

    void set(@Nullable Object value, String... path) {
        set(variable(node(path)), value);
    }

    static void set(UaVariableNode variable, @Nullable Object value) {
        DateTime now = DateTime.now();
        variable.setValue(new DataValue(new Variant(value), StatusCode.GOOD, now, now));
    }

    /** A variable that has no value at present, and why. */
    void setBad(long status, String... path) {
        variable(node(path)).setValue(new DataValue(new StatusCode(status)));
    }

    private static UaVariableNode variable(UaNode node) {
        return (UaVariableNode) node;
    }

    UaNode node(String... path) {
        UaNode node = root;
        for (String name : path) {
            UaNode parent = node;
            node = part(node, name)
                    .orElseThrow(() -> new IllegalStateException(parent.getNodeId() + " has no " + name));
        }
        return node;
    }

    /** Parts of Machine Vision's types have names of its namespace, those of OPC UA's own types have names of that. */
    Optional<UaNode> part(UaNode node, String name) {
        return node.findNode(types.name(name), Reference::isForward)
                .or(() -> node.findNode(new QualifiedName(0, name), Reference::isForward));
    }
}
