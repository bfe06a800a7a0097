package dev.destseg.line.opcua;

import dev.destseg.inspection.TriggerStamp;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.jboss.logging.Logger;

/**
 * Jobs that clients order: one picture, or one after the other until somebody stops it. A picture that was ordered is judged and
 * kept whatever becomes of its job. Safe between threads.
 */
final class Jobs {
    private static final Logger LOG = Logger.getLogger(Jobs.class);
    /** Pictures whose jobs are remembered. */
    private static final int REMEMBERED = 1_000;

    private static final int START_DIGITS = 8;
    /** A picture without a verdict by then has none; its job ends, or goes on with the next one. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final VisionStateMachine machine;
    private final Optional<MethodTriggers> triggers;
    private final Duration interval;
    private final ScheduledExecutorService clock;
    private final String start = UUID.randomUUID().toString().substring(0, START_DIGITS);
    private final Map<TriggerStamp, Job> ordered = new Bounded<>();
    private final Map<String, Job> judged = new Bounded<>();
    private volatile Optional<Job> current = Optional.empty();
    private BooleanSupplier fit = () -> true;
    private Optional<TriggerStamp> awaited = Optional.empty();

    /**
     * @param triggers of the station's pictures; empty when they are not ordered by OPC UA
     * @param interval from one picture to the next of a job that goes on
     */
    Jobs(
            VisionStateMachine machine,
            Optional<MethodTriggers> triggers,
            Duration interval,
            ScheduledExecutorService clock) {
        this.machine = machine;
        this.triggers = triggers;
        this.interval = interval;
        this.clock = clock;
    }

    /** Forgets what is oldest. */
    private static final class Bounded<K> extends LinkedHashMap<K, Job> {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Job> eldest) {
            return size() > REMEMBERED;
        }
    }

    /** The one that goes on, or that went on last. */
    Optional<Job> current() {
        return current;
    }

    synchronized Job startSingle(Optional<String> measurement, Optional<String> part)
            throws UaException, VisionRefusal {
        return start(measurement, part, machine::startSingleJob);
    }

    /** @param stays whether what the client named still judges; asked before each picture but the first */
    synchronized Job startContinuous(Optional<String> measurement, Optional<String> part, BooleanSupplier stays)
            throws UaException, VisionRefusal {
        Job job = start(measurement, part, machine::startContinuous);
        fit = stays;
        return job;
    }

    private interface Transition {
        boolean make();
    }

    private Job start(Optional<String> measurement, Optional<String> part, Transition transition)
            throws UaException, VisionRefusal {
        MethodTriggers pictures = requireTriggers();
        TriggerStamp first = pictures.next()
                .orElseThrow(
                        () -> new VisionRefusal(VisionError.NO_PICTURES, "the station is not there to take pictures"));
        Optional<Job> before = current;
        Job job = Job.of(first, start, measurement, part);
        current = Optional.of(job);
        if (!transition.make()) {
            current = before;
            throw new UaException(
                    StatusCodes.Bad_InvalidState,
                    "No job can be started in " + machine.state().label());
        }
        order(pictures, job);
        return job;
    }

    private MethodTriggers requireTriggers() throws VisionRefusal {
        return triggers.orElseThrow(() -> new VisionRefusal(
                VisionError.NOT_COMMANDED_HERE,
                "its parts do not come by OPC UA, so that nobody starts or stops them here; set the trigger of a station"
                        + " to opcua:method (destseg.line.stations)"));
    }

    /** @throws VisionRefusal where nothing is ordered here */
    void requireCommanded() throws VisionRefusal {
        requireTriggers();
    }

    private void order(MethodTriggers pictures, Job job) {
        pictures.fire(job.part()).ifPresent(stamp -> {
            ordered.put(stamp, job);
            awaited = Optional.of(stamp);
            after(PATIENCE, () -> ended(stamp));
        });
    }

    /** @param inspection that a picture led to */
    synchronized void judged(TriggerStamp stamp, String inspection) {
        Optional.ofNullable(ordered.remove(stamp)).ifPresent(job -> judged.put(inspection, job));
    }

    synchronized Optional<Job> of(String inspection) {
        return Optional.ofNullable(judged.get(inspection));
    }

    /** What follows a picture that was judged, or never will be. */
    synchronized void ended(TriggerStamp stamp) {
        if (!awaited.equals(Optional.of(stamp))) {
            return;
        }
        awaited = Optional.empty();
        machine.endSingleJob();
        if (machine.state() == VisionState.CONTINUOUS_EXECUTION) {
            after(interval, this::goOn);
        }
    }

    private synchronized void goOn() {
        if (machine.state() != VisionState.CONTINUOUS_EXECUTION || awaited.isPresent()) {
            return;
        }
        try {
            orderNext();
        } catch (RuntimeException | OutOfMemoryError e) { // Or the job would stand still, and go on in name only.
            LOG.error("OPC UA: a job could not go on; it is tried again", e);
            after(interval, this::goOn);
        }
    }

    private void orderNext() {
        if (fit.getAsBoolean()) {
            current.ifPresent(job -> triggers.ifPresent(pictures -> order(pictures, job)));
        } else {
            LOG.warn("OPC UA: a job has ended, since another recipe than the client named judges now");
            machine.endContinuousJob();
        }
    }

    private void after(Duration pause, Runnable work) {
        try {
            clock.schedule(work, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ending) {
            // Nothing follows any more.
        }
    }
}
