package dev.destseg.line;

import dev.destseg.inspection.InspectionService;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.line.source.ImageSequence;
import dev.destseg.line.trigger.PushedTriggers;
import dev.destseg.line.trigger.StationState;
import dev.destseg.line.trigger.TriggerInput;
import dev.destseg.line.trigger.TriggeredStation;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The stations of this machine that take pictures by themselves. */
@ApplicationScoped
public class Stations {
    /** Before outputs and the journal are closed. */
    private static final int FIRST = 100;

    private final LineSettings settings;
    private final InspectionService inspections;
    private final Journal journal;
    private final Peers peers;
    private final MethodStations ordered;
    private final Map<String, PushedTriggers> pushed = new ConcurrentHashMap<>();
    private final List<TriggeredStation> stations = new CopyOnWriteArrayList<>();

    Stations(
            LineSettings settings,
            InspectionService inspections,
            Journal journal,
            MethodStations ordered,
            TlsConfigurationRegistry certificates,
            Vertx vertx,
            MachinesThatPoll machines) {
        this.settings = settings;
        this.inspections = inspections;
        this.journal = journal;
        this.ordered = ordered;
        this.peers = new Peers(certificates, vertx, machines::triggers, machines::box);
    }

    /**
     * Begins to take pictures; once is enough.
     *
     * @throws InputException when a station is configured in a way that cannot be used
     */
    public void start() {
        List<TriggeredStation> made = new ArrayList<>();
        settings.stations().forEach((name, station) -> made.add(station(name, station)));
        stations.addAll(made);
        stations.forEach(TriggeredStation::start);
    }

    private TriggeredStation station(String name, LineSettings.Station station) {
        try {
            TriggerInput triggers = triggers(name, station);
            if (triggers instanceof PushedTriggers wanted) {
                pushed.put(name, wanted);
            }
            return new TriggeredStation(
                    name,
                    station.trigger().url().toString(),
                    station.product(),
                    ImageSequence.of(station.images()),
                    triggers,
                    inspections,
                    journal,
                    station.late());
        } catch (InputException e) {
            throw new InputException(
                    "The station " + name + " (destseg.line.stations." + name + ") cannot be used. " + e.getMessage(),
                    e);
        }
    }

    private TriggerInput triggers(String name, LineSettings.Station station) {
        return MethodStations.isOne(station) ? ordered.all().get(name) : peers.triggers(station.trigger(), name);
    }

    /** Where triggers of a station are handed over; nothing when there is none of this name, or it hears them elsewhere. */
    public Optional<PushedTriggers> pushed(String station) {
        return Optional.ofNullable(pushed.get(station));
    }

    /** How each is doing. */
    public List<StationState> states() {
        return stations.stream().map(TriggeredStation::state).toList();
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) @Priority(FIRST) ShutdownEvent end) {
        stations.forEach(TriggeredStation::close);
    }
}
