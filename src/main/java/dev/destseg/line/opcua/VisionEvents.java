package dev.destseg.line.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ushort;

import dev.destseg.line.opcua.nodeset.NodeSetNamespace;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.ObjectTypeManager;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.model.objects.BaseEventTypeNode;
import org.eclipse.milo.opcua.sdk.server.model.objects.TransitionEventTypeNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.jboss.logging.Logger;

/** Tells clients of events. Nothing is made while nobody is connected. Safe between threads. */
final class VisionEvents {
    private static final Logger LOG = Logger.getLogger(VisionEvents.class);

    private final OpcUaServer server;
    private final NodeSetNamespace types;

    VisionEvents(OpcUaServer server, NodeSetNamespace types) {
        this.server = server;
        this.types = types;
        ObjectTypeManager known = server.getObjectTypeManager();
        for (Kind kind : Kind.values()) {
            if (kind.transition) {
                known.registerObjectType(
                        types.id(kind.node), TransitionEventTypeNode.class, TransitionEventTypeNode::new);
            } else {
                known.registerObjectType(types.id(kind.node), BaseEventTypeNode.class, BaseEventTypeNode::new);
            }
        }
    }

    /** Types of events, with their severities in OPC UA's scale from 1 to 1000. */
    enum Kind {
        JOB_STARTED(1013, false, 100),
        STATE_CHANGED(1018, true, 100),
        ERROR(1019, true, 800),
        ERROR_RESOLVED(1020, true, 400),
        RECIPE_PREPARED(1022, false, 100),
        READY(1023, false, 100),
        RESULT_READY(1024, false, 100);

        private final int node;
        private final boolean transition;
        private final int severity;

        Kind(int node, boolean transition, int severity) {
            this.node = node;
            this.transition = transition;
            this.severity = severity;
        }

        /** @param node number of the type in the NodeSet */
        static Optional<Kind> of(int node) {
            return Arrays.stream(values()).filter(kind -> kind.node == node).findFirst();
        }
    }

    /**
     * @param source node that it is about
     * @param message for people
     * @param fields by the names of the type's variables; {@code Transition/Id} is a property of one
     */
    void fire(Kind kind, UaNode source, String message, Map<String, Object> fields) {
        if (server.getSessionManager().getAllSessions().isEmpty()) {
            return;
        }
        try {
            BaseEventTypeNode event = server.getEventFactory()
                    .createEvent(
                            new NodeId(source.getNodeId().getNamespaceIndex(), UUID.randomUUID()), types.id(kind.node));
            try {
                describe(event, kind, source, message);
                fields.forEach((name, value) -> set(event, name, value));
                server.getEventNotifier().fire(event);
            } finally {
                event.delete();
            }
        } catch (UaException e) {
            LOG.errorf("OPC UA: an event could not be told: %s", e.getMessage());
        }
    }

    private void describe(BaseEventTypeNode event, Kind kind, UaNode source, String message) {
        UUID id = UUID.randomUUID();
        event.setEventId(ByteString.of(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array()));
        event.setEventType(types.id(kind.node));
        event.setSourceNode(source.getNodeId());
        event.setSourceName(source.getDisplayName().text());
        event.setTime(DateTime.now());
        event.setReceiveTime(DateTime.now());
        event.setMessage(LocalizedText.english(message));
        event.setSeverity(ushort(kind.severity));
    }

    private void set(UaNode event, String path, Object value) {
        UaNode node = event;
        for (String name : path.split("/")) {
            UaNode parent = node;
            node = parent.findNode(types.name(name), Reference::isForward)
                    .or(() -> parent.findNode(new QualifiedName(0, name), Reference::isForward))
                    .orElseThrow(() -> new IllegalStateException("An event has no " + path));
        }
        ((UaVariableNode) node).setValue(new DataValue(new Variant(value)));
    }
}
