package dev.destseg.line;

import dev.destseg.inspection.journal.EntryId;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.RefusedVerdict;
import dev.destseg.line.mqtt.sparkplug.BirthNumbers;
import dev.destseg.line.output.Delivery;
import dev.destseg.line.output.OutputState;
import dev.destseg.line.output.Receiver;
import dev.destseg.line.output.ShownAddress;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Who is told of verdicts. */
@ApplicationScoped
public class Outputs {
    private static final Logger LOG = Logger.getLogger(Outputs.class);
    /** After what takes images, and before the journal is closed. */
    private static final int SECOND = 200;

    private static final int MOST_SHOWN = 1_000;
    private static final int DIGITS = 16;

    private final OutputSettings settings;
    private final Journal journal;
    private final Path directory;
    private final Stations stations;
    private final Peers peers;
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();

    Outputs(
            OutputSettings settings,
            Journal journal,
            TlsConfigurationRegistry certificates,
            Vertx vertx,
            MachinesThatPoll machines,
            Stations stations,
            @ConfigProperty(name = "destseg.data-directory") Path dataDirectory) {
        this.settings = settings;
        this.journal = journal;
        this.stations = stations;
        this.directory = dataDirectory.resolve("outputs");
        this.peers = new Peers(new PeerCertificates(certificates, vertx), machines::triggers, machines::box);
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
            return new Delivery(name, ShownAddress.of(output.url()), receiver(name, output), journal, output.bounds());
        } catch (InputException e) {
            throw new InputException(
                    "The output " + name + " (destseg.outputs." + name + ") cannot be used. " + e.getMessage(), e);
        }
    }

    private Receiver receiver(String name, OutputSettings.Output output) {
        return output.sparkplug()
                .map(names -> peers.receiver(output, names, numbers(name), stations::sight))
                .orElseGet(() -> peers.receiver(output));
    }

    /** People may call an output what no file is called. */
    private BirthNumbers numbers(String output) {
        String file = Sha256.of(output.getBytes(StandardCharsets.UTF_8)).hex().substring(0, DIGITS) + ".sparkplug";
        return new BirthNumbers(directory.resolve(file));
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
