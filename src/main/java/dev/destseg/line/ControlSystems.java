package dev.destseg.line;

import dev.destseg.access.TokenLookup;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.products.Products;
import dev.destseg.line.opcua.MethodTriggers;
import dev.destseg.line.opcua.VisionBox;
import dev.destseg.line.opcua.VisionServer;
import dev.destseg.line.opcua.VisionSettings;
import dev.destseg.recipe.RecipeStore;
import dev.destseg.tensor.InputException;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Control systems that speak OPC UA. */
@ApplicationScoped
public class ControlSystems {
    /** Before stations, which take the pictures that were ordered. */
    private static final int BEFORE_STATIONS = 50;

    private static final String BOX = "DeSTSeg Edge";
    private static final String CERTIFICATES = "opcua";

    private final OpcUaSettings settings;
    private final LineSettings line;
    private final MethodStations ordered;
    private final TokenLookup tokens;
    private final VisionBox box;
    private final Path dataDirectory;
    private volatile @Nullable VisionServer server;

    ControlSystems(
            OpcUaSettings settings,
            LineSettings line,
            MethodStations ordered,
            TokenLookup tokens,
            ActiveRecipes recipes,
            Products products,
            RecipeStore store,
            Journal journal,
            @ConfigProperty(name = "quarkus.application.version") String version,
            @ConfigProperty(name = "destseg.data-directory") Path dataDirectory) {
        this.settings = settings;
        this.line = line;
        this.ordered = ordered;
        this.tokens = tokens;
        this.box = new VisionBox(recipes, products, store, journal, version);
        this.dataDirectory = dataDirectory;
    }

    /**
     * Begins to answer, where that is configured; once is enough.
     *
     * @throws InputException when nobody can listen there, or a station waits for what nobody can order
     */
    public void start() {
        Map<String, MethodTriggers> triggers = ordered.all();
        if (settings.port().isEmpty()) {
            triggers.keySet().stream().findFirst().ifPresent(station -> {
                throw new InputException("The station " + station
                        + " waits for OPC UA to order pictures (destseg.line.stations." + station
                        + ".trigger), but nobody is answered by OPC UA; give a port (destseg.opcua.port)");
            });
            return;
        }
        server = VisionServer.start(
                settings.host(),
                settings.port().getAsInt(),
                dataDirectory.resolve(CERTIFICATES),
                settings.policies().orElse(List.of()),
                tokens,
                box,
                systems(triggers));
    }

    private List<VisionSettings> systems(Map<String, MethodTriggers> triggers) {
        return settings.stations()
                .map(names -> names.stream()
                        .distinct()
                        .map(name -> station(name, triggers))
                        .toList())
                .orElseGet(() -> List.of(wholeBox(triggers)));
    }

    private VisionSettings station(String name, Map<String, MethodTriggers> triggers) {
        Optional<LineSettings.Station> station =
                Optional.ofNullable(line.stations().get(name));
        return new VisionSettings(
                name,
                Optional.of(name),
                station.flatMap(LineSettings.Station::product),
                Optional.ofNullable(triggers.get(name)),
                settings.interval());
    }

    /** A client can order pictures of the box where there is no doubt which station is meant. */
    private VisionSettings wholeBox(Map<String, MethodTriggers> triggers) {
        Optional<String> only = triggers.size() == 1 && line.stations().size() == 1
                ? triggers.keySet().stream().findFirst()
                : Optional.empty();
        return new VisionSettings(
                BOX,
                Optional.empty(),
                only.flatMap(name -> line.stations().get(name).product()),
                only.map(triggers::get),
                settings.interval());
    }

    void tell(@Observes CompletedInspection completed) {
        VisionServer current = server;
        if (current != null) {
            current.tell(completed);
        }
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) @Priority(BEFORE_STATIONS) ShutdownEvent end) {
        VisionServer current = server;
        if (current != null) {
            current.close();
        }
    }
}
