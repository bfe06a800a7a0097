package dev.destseg.line.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;

import dev.destseg.access.TokenLookup;
import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.TriggerStamp;
import dev.destseg.line.opcua.nodeset.NodeSetNamespace;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.model.objects.ServerTypeNode;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.jboss.logging.Logger;

/** Answers control systems by OPC UA. Safe between threads. */
public final class VisionServer implements AutoCloseable {
    /** Namespace of OPC 40100-1. */
    public static final String MACHINE_VISION = "http://opcfoundation.org/UA/MachineVision";

    private static final Logger LOG = Logger.getLogger(VisionServer.class);
    private static final String NODE_SET = "Opc.Ua.MachineVision.NodeSet2.xml";
    private static final long LOOK_SECONDS = 1;
    private static final long LEAVE_SECONDS = 5;
    /** Results that wait to be told; more are told too late to be of use, and stand in the journal. */
    private static final int MOST_WAITING = 10_000;

    private final OpcUaServer server;
    private final Certificates certificates;
    private final NodeSetNamespace types;
    private final InstanceNamespace instances;
    private final List<VisionSystem> systems = new ArrayList<>();
    private final ScheduledThreadPoolExecutor clock =
            new ScheduledThreadPoolExecutor(1, work -> new Thread(work, "opcua-vision"));

    private VisionServer(OpcUaServer server, Certificates certificates, NodeSetNamespace types) {
        this.server = server;
        this.certificates = certificates;
        this.types = types;
        this.instances = new InstanceNamespace(server);
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Begins to answer.
     *
     * @param host address to listen on
     * @param directory for certificates; made when absent
     * @param policies names of security policies; the safe ones when empty, and on loopback None as well
     * @param systems what is shown, at least one
     * @throws InputException when nobody can listen there, or could tell who asks
     */
    public static VisionServer start(
            String host,
            int port,
            Path directory,
            List<String> policies,
            TokenLookup tokens,
            VisionBox box,
            List<VisionSettings> systems) {
        ListeningAddress address = ListeningAddress.of(host, port, directory, policies);
        if (!address.isLoopback() && !tokens.hasValid(Instant.now())) {
            throw new InputException(
                    host + " can be reached from other machines, and nobody who asks there for OPC UA could"
                            + " be told from another. Make a token with 'destseg token create --role operator', or listen on"
                            + " 127.0.0.1 (destseg.opcua.host)");
        }
        requireFree(address);
        Certificates certificates = Certificates.in(directory, host);
        OpcUaServer server =
                Endpoints.of(address, certificates, box.version()).server(new TokenUsers(tokens, address.isLoopback()));
        try (InputStream nodeSet = VisionServer.class.getResourceAsStream(NODE_SET)) {
            NodeSetNamespace types = new NodeSetNamespace(server, MACHINE_VISION, nodeSet);
            VisionServer vision = new VisionServer(server, certificates, types);
            vision.open(address, box, systems);
            return vision;
        } catch (IOException | UaException e) {
            throw new IllegalStateException("The NodeSet of this version cannot be used", e);
        }
    }

    private void open(ListeningAddress address, VisionBox box, List<VisionSettings> wanted) throws UaException {
        types.startup();
        instances.startup();
        ((ServerTypeNode) server.getAddressSpaceManager()
                        .getManagedNode(NodeIds.Server)
                        .orElseThrow())
                .setEventNotifier(ubyte(1));
        VisionEvents events = new VisionEvents(server, types);
        for (VisionSettings settings : wanted) {
            systems.add(new VisionSystem(settings, box, instances, types, events, clock));
        }
        BoxWatch watch = new BoxWatch(box);
        clock.scheduleWithFixedDelay(() -> logging(() -> follow(watch)), 0, LOOK_SECONDS, TimeUnit.SECONDS);
        listen(address);
    }

    private void follow(BoxWatch watch) {
        boolean able = watch.isAble();
        systems.forEach(system -> system.look(able));
    }

    /** What fails once must not keep the next from being done. */
    private static void logging(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("OPC UA: clients could not be told what became of the vision systems", e);
        }
    }

    /** Milo would write a page of warnings for each way in. */
    private static void requireFree(ListeningAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address.host(), address.port()));
        } catch (IOException e) {
            throw taken(address, e);
        }
    }

    private static InputException taken(ListeningAddress address, Exception cause) {
        return new InputException(
                "Nobody can listen for OPC UA on " + address.host() + ":" + address.port() + ": " + cause.getMessage()
                        + ". Give another address or port (destseg.opcua)",
                cause);
    }

    private void listen(ListeningAddress address) {
        try {
            server.startup().get();
        } catch (ExecutionException e) {
            close();
            throw taken(address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells clients of an inspection that was kept; returns at once, and holds no image. */
    public void tell(CompletedInspection completed) {
        String id = completed.id().toString();
        Optional<TriggerStamp> trigger = completed.request().trigger();
        for (VisionSystem system : systems) {
            if (system.isAbout(completed)) {
                trigger.ifPresent(stamp -> system.judged(stamp, id));
                later(() -> system.tell(id, trigger));
            }
        }
    }

    private void later(Runnable work) {
        if (clock.getQueue().size() < MOST_WAITING) {
            try {
                clock.execute(() -> logging(work));
            } catch (RejectedExecutionException ending) {
                // Nobody is told any more; others who hear of the inspection are.
            }
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        try {
            server.shutdown().get(LEAVE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("OPC UA: not every client was left well", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            certificates.close();
        } catch (IOException e) {
            LOG.debug("OPC UA: the certificates are looked at still", e);
        }
    }
}
