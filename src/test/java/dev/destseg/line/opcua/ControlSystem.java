package dev.destseg.line.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.identity.AnonymousProvider;
import org.eclipse.milo.opcua.sdk.client.identity.IdentityProvider;
import org.eclipse.milo.opcua.sdk.client.subscriptions.EventFilterBuilder;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.sdk.core.types.DynamicStructType;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseDirection;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodResult;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;

/** Milo's client as a control system uses it: nodes by their names, structures as they come. */
public final class ControlSystem implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final OpcUaClient client;
    final int machineVision;

    private ControlSystem(OpcUaClient client) throws UaException {
        this.client = client;
        this.machineVision =
                client.getNamespaceTable().getIndex(VisionServer.MACHINE_VISION).intValue();
    }

    /** Of a machine's own box, which asks nobody who they are. */
    public static ControlSystem connect(String url) throws UaException {
        return connect(url, new AnonymousProvider());
    }

    static ControlSystem connect(String url, IdentityProvider user) throws UaException {
        OpcUaClient client = OpcUaClient.create(
                url,
                endpoints -> endpoints.stream()
                        .filter(one -> one.getSecurityPolicyUri().equals(SecurityPolicy.None.getUri()))
                        .filter(one -> !one.getEndpointUrl().endsWith("discovery"))
                        .findFirst(),
                transport -> {},
                config -> config.setIdentityProvider(user).setRequestTimeout(uint(30_000)));
        client.connect();
        return new ControlSystem(client);
    }

    /** A node by the names that lead to it from the folder of objects; spaces stay, and slashes stand between names. */
    public NodeId node(String path) throws UaException {
        NodeId node = NodeIds.ObjectsFolder;
        for (String name : path.split("/")) {
            String parent = node.toParseableString();
            node = children(node).stream()
                    .filter(child -> child.getBrowseName().name().equals(name))
                    .findFirst()
                    .map(child -> child.getNodeId()
                            .toNodeId(client.getNamespaceTable())
                            .orElseThrow())
                    .orElseThrow(() -> new AssertionError(parent + " has no " + name));
        }
        return node;
    }

    List<ReferenceDescription> children(NodeId node) throws UaException {
        return references(node, BrowseDirection.Forward, NodeIds.HierarchicalReferences);
    }

    List<ReferenceDescription> references(NodeId node, BrowseDirection direction, NodeId type) throws UaException {
        return Optional.ofNullable(client.browse(new BrowseDescription(node, direction, type, true, uint(0), uint(63)))
                        .getReferences())
                .map(Arrays::asList)
                .orElse(List.of());
    }

    DataValue value(String path) throws UaException {
        return client.readValue(0, TimestampsToReturn.Both, node(path));
    }

    Object attribute(NodeId node, AttributeId attribute) throws UaException {
        return client.read(
                        0,
                        TimestampsToReturn.Neither,
                        List.of(new ReadValueId(node, attribute.uid(), null, QualifiedName.NULL_VALUE)))
                .getResults()[0]
                .value()
                .value();
    }

    /** State of a vision system: that of automatic mode, or else the one above. */
    String state(String system) throws UaException {
        DataValue automatic = value(system + "/VisionStateMachine/AutomaticModeStateMachine/CurrentState");
        DataValue state =
                automatic.statusCode().isGood() ? automatic : value(system + "/VisionStateMachine/CurrentState");
        return ((LocalizedText) state.value().value()).text();
    }

    public void awaitState(String system, String wanted) throws UaException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!state(system).equals(wanted)) {
            assertTrue(System.nanoTime() < end, system + " is in " + state(system) + " and not in " + wanted);
            Thread.sleep(20);
        }
    }

    public CallMethodResult call(String path, Object... inputs) throws UaException {
        int slash = path.lastIndexOf('/');
        Variant[] values = Arrays.stream(inputs).map(Variant::new).toArray(Variant[]::new);
        return client.call(List.of(new CallMethodRequest(node(path.substring(0, slash)), node(path), values)))
                .getResults()[0];
    }

    /** Error output of a method, which must have been possible. */
    public static int error(CallMethodResult result) {
        assertTrue(result.getStatusCode().isGood(), result.getStatusCode()::toString);
        Variant[] outputs = result.getOutputArguments();
        return (Integer) outputs[outputs.length - 1].value();
    }

    static String status(CallMethodResult result) {
        return StatusCodes.lookup(result.getStatusCode().value()).orElseThrow()[0];
    }

    /** A structure of Machine Vision to send; fields that are not given are left out. */
    public ExtensionObject structure(int type, Map<String, Object> members) throws UaException {
        NodeId id = new NodeId(machineVision, type);
        var types = client.getDataTypeTree();
        // Reading the tree registers what the server's structures are made of.
        client.getDynamicDataTypeManager();
        Map<String, Object> all = new LinkedHashMap<>(members);
        return ExtensionObject.encode(
                client.getDynamicEncodingContext(),
                new DynamicStructType(types.getDataType(id), new LinkedHashMap<>(all)));
    }

    Map<String, Object> members(Object structure) throws UaException {
        Object decoded = structure instanceof ExtensionObject object
                ? object.decode(client.getDynamicEncodingContext())
                : structure;
        return ((DynamicStructType) decoded).getMembers();
    }

    public String id(Object structure) throws UaException {
        return (String) members(structure).get("Id");
    }

    /** Events of a node as they come, each with its type's name first, then the fields that are wanted. */
    public BlockingQueue<List<Object>> listen(NodeId notifier, String... fields) throws Exception {
        EventFilterBuilder filter = new EventFilterBuilder()
                .select(NodeIds.BaseEventType, new QualifiedName(0, "EventType"))
                .select(NodeIds.BaseEventType, new QualifiedName(0, "Message"));
        for (String field : fields) {
            filter.select(
                    NodeIds.BaseEventType,
                    Arrays.stream(field.split("/"))
                            .map(name -> new QualifiedName(
                                    name.startsWith("0:") ? 0 : machineVision, name.replace("0:", "")))
                            .toArray(QualifiedName[]::new));
        }
        BlockingQueue<List<Object>> events = new LinkedBlockingQueue<>();
        OpcUaSubscription subscription = new OpcUaSubscription(client);
        subscription.setPublishingInterval(50.0);
        subscription.create();
        OpcUaMonitoredItem item = OpcUaMonitoredItem.newEventItem(notifier, filter.build());
        item.setQueueSize(uint(100));
        item.setEventValueListener((source, values) -> {
            List<Object> event = new ArrayList<>();
            event.add(typeName((NodeId) values[0].value()));
            event.add(((LocalizedText) values[1].value()).text());
            Arrays.stream(values).skip(2).forEach(value -> event.add(value.value()));
            events.add(event);
        });
        subscription.addMonitoredItem(item);
        subscription.synchronizeMonitoredItems();
        return events;
    }

    private String typeName(NodeId type) {
        try {
            return ((QualifiedName) attribute(type, AttributeId.BrowseName)).name();
        } catch (UaException e) {
            throw new IllegalStateException(e);
        }
    }

    public static List<Object> next(BlockingQueue<List<Object>> events, String type) throws InterruptedException {
        List<Object> heard = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            List<Object> event = events.poll(1, TimeUnit.SECONDS);
            if (event != null && event.get(0).equals(type)) {
                return event;
            }
            Optional.ofNullable(event).ifPresent(heard::add);
        }
        throw new AssertionError("No " + type + " came, but " + heard);
    }

    @Override
    public void close() throws UaException {
        client.disconnect();
    }
}
