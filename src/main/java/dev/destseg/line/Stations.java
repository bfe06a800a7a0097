package dev.destseg.line;

import dev.destseg.inspection.InspectionService;
import dev.destseg.inspection.InspectionSettings;
import dev.destseg.inspection.TriggerStamp;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.TakenTriggers;
import dev.destseg.line.camera.Camera;
import dev.destseg.line.camera.CameraSettings;
import dev.destseg.line.camera.CameraState;
import dev.destseg.line.camera.FrameListener;
import dev.destseg.line.presence.EmptyPlace;
import dev.destseg.line.presence.FreeRunning;
import dev.destseg.line.presence.FreeRunningState;
import dev.destseg.line.source.ImageSequence;
import dev.destseg.line.source.Source;
import dev.destseg.line.trigger.ImageMessages;
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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The stations of this machine that take pictures by themselves. */
@ApplicationScoped
public class Stations {
    /** Before outputs and the journal are closed. */
    private static final int FIRST = 100;

    private final LineSettings settings;
    private final InspectionService inspections;
    private final InspectionSettings bounds;
    private final Journal journal;
    private final Path directory;
    private final Peers peers;
    private final MethodStations ordered;
    private final MachinesThatPoll machines;
    private final Map<String, PushedTriggers> pushed = new ConcurrentHashMap<>();
    private final List<TriggeredStation> stations = new CopyOnWriteArrayList<>();
    private final List<Camera> cameras = new CopyOnWriteArrayList<>();
    private final Map<String, FreeRunning> running = Collections.synchronizedMap(new TreeMap<>());
    private boolean stopped;

    Stations(
            LineSettings settings,
            InspectionService inspections,
            InspectionSettings bounds,
            Journal journal,
            MethodStations ordered,
            TlsConfigurationRegistry certificates,
            Vertx vertx,
            MachinesThatPoll machines,
            @ConfigProperty(name = "destseg.data-directory") Path dataDirectory) {
        this.settings = settings;
        this.inspections = inspections;
        this.bounds = bounds;
        this.journal = journal;
        this.ordered = ordered;
        this.machines = machines;
        this.directory = dataDirectory.resolve("stations");
        this.peers = new Peers(new PeerCertificates(certificates, vertx), machines::triggers, machines::box);
    }

    /**
     * Makes them, and starts their cameras, so that these see something when the first signal comes; once.
     *
     * @return whether there are any; none when the box is stopping
     * @throws InputException when a station is configured in a way that cannot be used
     */
    public synchronized boolean prepare() {
        if (stopped) {
            return false;
        }
        List<TriggeredStation> made = new ArrayList<>();
        new TreeMap<>(settings.stations()).forEach((name, station) -> made.add(station(name, station)));
        stations.addAll(made);
        cameras.forEach(Camera::start);
        return !made.isEmpty();
    }

    /** Begins to hear signals, and has machines told that the box is ready; once, after {@link #prepare}. Not when it is stopping. */
    public synchronized void start() {
        if (stopped) {
            return;
        }
        stations.forEach(TriggeredStation::start);
        machines.tellReady();
    }

    private TriggeredStation station(String name, LineSettings.Station station) {
        try {
            long ways = Stream.of(station.trigger(), station.freeRunning(), station.messages())
                    .filter(Optional::isPresent)
                    .count();
            if (ways != 1) {
                throw new InputException(
                        "It judges at a trigger, runs freely or takes images from messages; give one of"
                                + " trigger, free-running and messages");
            }
            if (station.messages().isPresent()) {
                if (station.camera().isPresent() || station.images().isPresent()) {
                    throw new InputException("Its images come as messages; take camera and images away, or messages");
                }
                MessageSettings broker = station.messages().get();
                ImageMessages images = peers.images(
                        broker, name, last(name), settings.largestFile().asLongValue());
                return station(name, station, broker.url().toString(), images, images);
            }
            if (station.freeRunning().isPresent()) {
                FreeRunning parts = freeRunning(name, station);
                return station(name, station, "free running", parts, parts);
            }
            TriggerSettings trigger = station.trigger().orElseThrow();
            TriggerInput triggers = triggers(name, trigger, station.late());
            if (triggers instanceof PushedTriggers wanted) {
                pushed.put(name, wanted);
            }
            return station(name, station, trigger.url().toString(), source(name, station), triggers);
        } catch (InputException e) {
            throw new InputException(
                    "The station " + name + " (destseg.line.stations." + name + ") cannot be used. " + e.getMessage(),
                    e);
        }
    }

    private TriggeredStation station(
            String name, LineSettings.Station station, String address, Source source, TriggerInput input) {
        return new TriggeredStation(
                name, address, station.product(), source, input, inspections, journal, station.late());
    }

    private FreeRunning freeRunning(String name, LineSettings.Station station) {
        CameraSettings camera = station.camera()
                .orElseThrow(() -> new InputException("It runs freely without a camera to notice parts; give camera"));
        FreeRunning parts = new FreeRunning(
                name,
                camera,
                station.freeRunning().orElseThrow(),
                EmptyPlace.of(name, station.freeRunning().orElseThrow().empty(), directory),
                last(name),
                bounds.maxPixels());
        cameras.add(parts.camera());
        running.put(name, parts);
        return parts;
    }

    /** Numbers that the box gives itself go on after a restart. */
    private long last(String station) {
        List<TriggerStamp> before = new TakenTriggers(journal).last(station);
        return before.isEmpty() ? 0 : before.get(before.size() - 1).sequence();
    }

    private Source source(String name, LineSettings.Station station) {
        if (station.camera().isPresent() == station.images().isPresent()) {
            throw new InputException("It takes pictures from a camera or from a folder; give either camera or images");
        }
        if (station.images().isPresent()) {
            return ImageSequence.of(station.images().get());
        }
        Camera.requireDelay(station.camera().get());
        Camera camera = new Camera(name, station.camera().get(), bounds.maxPixels(), FrameListener.NONE);
        cameras.add(camera);
        return camera;
    }

    /** How their cameras are doing. */
    public List<CameraState> cameras() {
        return cameras.stream().map(Camera::state).toList();
    }

    /** By their names, whether they can take and answer triggers, and their cameras see something. */
    public Map<String, Boolean> sight() {
        Map<String, Boolean> sight = new TreeMap<>();
        states().forEach(station -> sight.put(station.name(), station.problem().isEmpty()));
        cameras().stream()
                .filter(camera -> camera.problem().isPresent())
                .forEach(camera -> sight.put(camera.name(), false));
        return sight;
    }

    /** What those notice that run freely, by their names. */
    public Map<String, FreeRunningState> noticed() {
        Map<String, FreeRunningState> states = new TreeMap<>();
        Map.copyOf(running).forEach((name, parts) -> states.put(name, parts.state()));
        return states;
    }

    /**
     * What the camera of a station sees now, as a PNG file.
     *
     * @return nothing when no station of that name has a camera
     * @throws IOException when it sees nothing
     */
    public Optional<byte[]> picture(String name) throws IOException {
        Optional<Camera> camera = cameras.stream()
                .filter(each -> each.state().name().equals(name))
                .findFirst();
        return camera.isPresent() ? Optional.of(camera.get().take()) : Optional.empty();
    }

    /**
     * Takes what a station sees now for its place without a part.
     *
     * @return false when no station of that name runs freely
     * @throws IOException when its camera sees nothing
     * @throws InputException when the empty place is configured
     */
    public boolean learnEmptyPlace(String name) throws IOException {
        Optional<FreeRunning> parts = Optional.ofNullable(running.get(name));
        if (parts.isPresent()) {
            parts.get().learnEmptyPlace();
        }
        return parts.isPresent();
    }

    private TriggerInput triggers(String name, TriggerSettings trigger, Duration late) {
        return MethodStations.isOne(trigger)
                ? ordered.all().get(name)
                : peers.triggers(trigger, name, last(name), late);
    }

    /** Where triggers of a station are handed over; nothing when there is none of this name, or it hears them elsewhere. */
    public Optional<PushedTriggers> pushed(String station) {
        return Optional.ofNullable(pushed.get(station));
    }

    /** How each is doing. */
    public List<StationState> states() {
        return stations.stream().map(TriggeredStation::state).toList();
    }

    /** Also while they are only prepared, as during the warm-up. */
    synchronized void stop(@Observes(notifyObserver = Reception.IF_EXISTS) @Priority(FIRST) ShutdownEvent end) {
        stopped = true;
        stations.forEach(TriggeredStation::close);
    }
}
