package dev.destseg.inspection.engines;

import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inference.Takeover;
import dev.destseg.inference.tensorrt.PlanStore;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** The runtime of this box, and how far each engine has come on its way to a faster one. Safe between threads. */
public final class Engines implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Engines.class);

    private final Device wanted;
    private final Consumer<EngineChange> listener;
    private final Clock clock;
    private final RuntimeChoice choice;
    /** By the number of the engine, of those that are not closed: there are as many as memory holds. */
    private final Map<Long, EngineChange> byEngine = new LinkedHashMap<>();

    private final ExecutorService builder = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "engines");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param plans where TensorRT's plans are kept
     * @param listener told of each stage that an engine reaches
     */
    public Engines(Device wanted, PlanStore plans, Consumer<EngineChange> listener, Clock clock) {
        this.wanted = wanted;
        this.listener = listener;
        this.clock = clock;
        this.choice = RuntimeChoice.of(wanted, plans, builder, this::reached);
        choice.obstacle().ifPresent(LOG::warn);
    }

    /** What was asked for. */
    public Device wanted() {
        return wanted;
    }

    /** To load recipes on. */
    public InferenceRuntime runtime() {
        return choice.runtime();
    }

    /** Why it is not the device asked for, and what to do about it. */
    public Optional<String> obstacle() {
        return choice.obstacle();
    }

    /**
     * The last change of each engine that is loaded; empty where nothing is to take over. A recipe has one for all cores, one for
     * half of them, and one more while it is compared as a candidate.
     */
    public synchronized List<EngineChange> changes() {
        return List.copyOf(byEngine.values());
    }

    void reached(Takeover takeover) {
        EngineChange change = new EngineChange(clock.instant(), takeover);
        keep(change);
        switch (takeover.stage()) {
            case RUNS -> LOG.infof("%s is judged by %s from now on", takeover.subject(), takeover.runtime());
            case FAILED ->
                LOG.warnf(
                        "%s is not judged by %s: %s",
                        takeover.subject(),
                        takeover.runtime(),
                        takeover.reason().orElse("unknown"));
            case WAITING, BUILDING, CLOSED -> LOG.debugf("%s: %s", takeover.subject(), takeover.stage());
        }
        listener.accept(change);
    }

    private synchronized void keep(EngineChange change) {
        long engine = change.takeover().engine();
        byEngine.remove(engine);
        if (change.takeover().stage() != Takeover.Stage.CLOSED) {
            byEngine.put(engine, change);
        }
    }

    /** What is being built is finished by itself; nothing more is begun. */
    @Override
    public void close() {
        builder.shutdown();
    }
}
