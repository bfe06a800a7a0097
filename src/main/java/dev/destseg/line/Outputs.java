package dev.destseg.line;

import dev.destseg.inspection.journal.EntryId;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.RefusedVerdict;
import dev.destseg.line.output.Delivery;
import dev.destseg.line.output.OutputState;
import dev.destseg.line.output.ShownAddress;
import dev.destseg.tensor.InputException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;

/** Who is told of verdicts. */
@ApplicationScoped
public class Outputs {
    private static final Logger LOG = Logger.getLogger(Outputs.class);
    /** After what takes images, and before the journal is closed. */
    private static final int SECOND = 200;

    private static final int MOST_SHOWN = 1_000;

    private final OutputSettings settings;
    private final Journal journal;
    private final Peers peers;
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();

    Outputs(
            OutputSettings settings,
            Journal journal,
            TlsConfigurationRegistry certificates,
            Vertx vertx,
            MachinesThatPoll machines) {
        this.settings = settings;
        this.journal = journal;
        this.peers = new Peers(certificates, vertx, machines::triggers, machines::box);
    }

    /**
     * Begins to tell; once is enough. Called before anything is judged, so that no verdict is missed.
     *
     * @throws InputException when an output is configured in a way that cannot be used
     */
    public void start() {
        Map<String, OutputSettings.Output> outputs = new TreeMap<>(settings.all());
        journal.outbox().open(outputs.keySet()).forEach((name, waiting) -> {
            if (waiting > 0) {
                LOG.warnf("The output %s is not configured any more; it was not told of %d verdicts", name, waiting);
            }
        });
        List<Delivery> made = new ArrayList<>();
        outputs.forEach((name, output) -> made.add(delivery(name, output)));
        deliveries.addAll(made);
        deliveries.forEach(Delivery::start);
    }

    private Delivery delivery(String name, OutputSettings.Output output) {
        try {
            return new Delivery(name, ShownAddress.of(output.url()), peers.receiver(output), journal, output.bounds());
        } catch (InputException e) {
            throw new InputException(
                    "The output " + name + " (destseg.outputs." + name + ") cannot be used. " + e.getMessage(), e);
        }
    }

    /** How each is doing. */
    public List<OutputState> states() {
        return deliveries.stream().map(Delivery::state).toList();
    }

    /**
     * The last verdicts that an output refused for good, the newest first; nothing when there is no such output.
     *
     * @throws InputException for a number that is not from 1 to {@value #MOST_SHOWN}
     */
    public Optional<List<RefusedVerdict>> refused(String name, int most) {
        if (most < 1 || most > MOST_SHOWN) {
            throw new InputException("From 1 to " + MOST_SHOWN + " verdicts are shown, not " + most);
        }
        return deliveries.stream()
                .filter(delivery -> delivery.name().equals(name))
                .findFirst()
                .map(delivery -> journal.outbox().refused(name, most));
    }

    /**
     * Has an output told again what it refused for good, soon.
     *
     * @return whether there is such an output
     */
    public boolean tellRefusedAgain(String name) {
        Optional<Delivery> found =
                deliveries.stream().filter(each -> each.name().equals(name)).findFirst();
        found.ifPresent(Delivery::tellRefusedAgain);
        return found.isPresent();
    }

    /** How many verdicts are put aside for an output, since it refused them for good. */
    public long putAside(String name) {
        return journal.outbox().countRefused(name);
    }

    /**
     * Gives up one verdict that an output refused for good; its inspection stays in the journal.
     *
     * @return how many were given up, none where it is not put aside; nothing when there is no such output
     */
    public OptionalInt discard(String name, EntryId inspection) {
        return isKnown(name) ? OptionalInt.of(journal.outbox().discard(name, inspection)) : OptionalInt.empty();
    }

    /**
     * Gives up what an output refused for good, up to one verdict and with it.
     *
     * @return as {@link #discard}
     */
    public OptionalInt discardThrough(String name, EntryId last) {
        return isKnown(name) ? OptionalInt.of(journal.outbox().discardThrough(name, last)) : OptionalInt.empty();
    }

    private boolean isKnown(String name) {
        return deliveries.stream().anyMatch(delivery -> delivery.name().equals(name));
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) @Priority(SECOND) ShutdownEvent end) {
        deliveries.forEach(Delivery::close);
    }
}
