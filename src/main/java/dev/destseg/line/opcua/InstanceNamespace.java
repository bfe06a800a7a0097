package dev.destseg.line.opcua;

import dev.destseg.line.opcua.nodeset.SampledNamespace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.milo.opcua.sdk.server.EventListener;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.EventItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/**
 * The vision systems of this box. Node ids are texts that begin with the name of the system, so that a client finds them again
 * after a restart.
 */
final class InstanceNamespace extends SampledNamespace {
    static final String URI = "urn:destseg-edge:vision-systems";
    /** Between the parts of node ids. */
    static final String SEPARATOR = "/";

    private final Map<EventItem, EventListener> listeners = new ConcurrentHashMap<>();

    InstanceNamespace(OpcUaServer server) {
        super(server, URI);
    }

    NodeId id(String text) {
        return newNodeId(text);
    }

    /** Whoever subscribes to a vision system hears of what happens in it, and of no other. */
    @Override
    public void onEventItemsCreated(List<EventItem> items) {
        items.stream().filter(MonitoredItem::isSamplingEnabled).forEach(this::listen);
    }

    @Override
    public void onEventItemsModified(List<EventItem> items) {
        onEventItemsDeleted(items);
        onEventItemsCreated(items);
    }

    @Override
    public void onEventItemsDeleted(List<EventItem> items) {
        items.forEach(item -> Optional.ofNullable(listeners.remove(item))
                .ifPresent(getServer().getEventNotifier()::unregister));
    }

    private void listen(EventItem item) {
        NodeId notifier = item.getReadValueId().getNodeId();
        EventListener listener = event -> {
            if (isWithin(event.getSourceNode(), notifier)) {
                item.onEvent(event);
            }
        };
        if (listeners.putIfAbsent(item, listener) == null) {
            getServer().getEventNotifier().register(listener);
        }
    }

    private static boolean isWithin(NodeId source, NodeId notifier) {
        return source.equals(notifier)
                || source.getIdentifier().toString().startsWith(notifier.getIdentifier() + SEPARATOR);
    }

    @Override
    public void onMonitoringModeChanged(List<MonitoredItem> items) {
        super.onMonitoringModeChanged(items);
        for (MonitoredItem item : items) {
            if (item instanceof EventItem event) {
                onEventItemsModified(List.of(event));
            }
        }
    }
}
