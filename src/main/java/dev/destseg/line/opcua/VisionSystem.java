package dev.destseg.line.opcua;

import dev.destseg.access.Role;
import dev.destseg.inspection.ActiveRecipe;
import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.TriggerStamp;
import dev.destseg.inspection.journal.EntryId;
import dev.destseg.inspection.journal.InspectionEntry;
import dev.destseg.inspection.journal.JournalException;
import dev.destseg.line.opcua.VisionEvents.Kind;
import dev.destseg.line.opcua.nodeset.NodeSetNamespace;
import dev.destseg.recipe.Sha256;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.jboss.logging.Logger;

/** One vision system: its state, its methods, its results. Safe between threads. */
final class VisionSystem {
    private static final Logger LOG = Logger.getLogger(VisionSystem.class);
    private static final String LAST_RESULT = "LastResult";

    private final VisionSettings settings;
    private final VisionBox box;
    private final VisionObject object;
    private final VisionEvents events;
    private final Structures structures;
    private final VisionStateMachine machine;
    private final Jobs jobs;
    private final ResultMethods results;
    private final UaVariableNode lastResult;
    private Optional<Sha256> recipe = Optional.empty();
    private volatile boolean changing;
    private boolean able = true;

    VisionSystem(
            VisionSettings settings,
            VisionBox box,
            InstanceNamespace namespace,
            NodeSetNamespace types,
            VisionEvents events,
            ScheduledExecutorService clock)
            throws UaException {
        this.settings = settings;
        this.box = box;
        this.events = events;
        this.structures = new Structures(types);
        this.object = VisionObject.create(namespace, types, settings.name());
        this.lastResult = object.addResult(LAST_RESULT);
        StateNodes shown = new StateNodes(object, types, events, this::currentJob, this::recipeFields);
        this.machine = new VisionStateMachine(settings.triggers().isPresent(), shown);
        this.jobs = new Jobs(machine, settings.triggers(), settings.interval(), clock);
        this.results = new ResultMethods(box, settings.station(), jobs, structures);
        serve();
    }

    private void serve() {
        results.serve(object);
        new RecipeMethods(box, settings.product(), machine, structures, this::change).serve(object);
        String[] owner = {StateNodes.MACHINE};
        object.serve("Reset", (caller, in) -> ordered(caller, in, "Reset", machine::reset), Role.OPERATOR, owner);
        object.serve("Halt", (caller, in) -> commanded(caller, in, "Halt", machine::halt), Role.OPERATOR, owner);
        object.serve("SelectModeAutomatic", (caller, in) -> selectModeAutomatic(), Role.OPERATOR, owner);
        String[] automatic = {StateNodes.MACHINE, StateNodes.AUTOMATIC};
        object.serve("StartSingleJob", (caller, in) -> startSingle(in), Role.OPERATOR, automatic);
        object.serve("StartContinuous", (caller, in) -> startContinuous(in), Role.OPERATOR, automatic);
        object.serve("Stop", (caller, in) -> commanded(caller, in, "Stop", machine::stop), Role.OPERATOR, automatic);
        object.serve("Abort", (caller, in) -> commanded(caller, in, "Abort", machine::abort), Role.OPERATOR, automatic);
        object.removeUnservedMethods();
    }

    private Optional<Job> currentJob() {
        return jobs.current();
    }

    private interface Transition {
        boolean make();
    }

    private Object[] ordered(Caller caller, Inputs in, String what, Transition transition) throws UaException {
        if (!transition.make()) {
            throw new UaException(
                    StatusCodes.Bad_InvalidState,
                    what + " is not possible in " + machine.state().label());
        }
        LOG.infof(
                "OPC UA: %s of %s by %s (%d, %s)",
                what, settings.name(), caller.name(), in.number(0), in.text(1).replaceAll("\\p{Cntrl}", "?"));
        return new Object[0];
    }

    private Object[] commanded(Caller caller, Inputs in, String what, Transition transition)
            throws UaException, VisionRefusal {
        jobs.requireCommanded();
        return ordered(caller, in, what, transition);
    }

    private Object[] selectModeAutomatic() throws UaException {
        if (!machine.selectModeAutomatic()) {
            throw new UaException(
                    StatusCodes.Bad_InvalidState,
                    "SelectModeAutomatic is not possible in " + machine.state().label());
        }
        follow(false);
        return new Object[0];
    }

    private Object[] startSingle(Inputs in) throws UaException, VisionRefusal {
        jobs.requireCommanded();
        requireJudging(Wanted.of(in));
        return new Object[] {
            structures.jobId(jobs.startSingle(in.id(0), in.id(1)).id())
        };
    }

    private Object[] startContinuous(Inputs in) throws UaException, VisionRefusal {
        jobs.requireCommanded();
        Wanted wanted = Wanted.of(in);
        requireJudging(wanted);
        Job job = jobs.startContinuous(in.id(0), in.id(1), () -> wanted.isBy(box.judging(settings.product())));
        return new Object[] {structures.jobId(job.id())};
    }

    /** A client that names recipe or product must not get another one's verdict. */
    private void requireJudging(Wanted wanted) throws VisionRefusal {
        Optional<ActiveRecipe> judging = box.judging(settings.product());
        if (!wanted.isBy(judging)) {
            throw new VisionRefusal(
                    VisionError.OTHER_RECIPE,
                    wanted + " does not judge here, but "
                            + judging.map(active -> active.stored().recipe().description())
                                    .map(recipe -> "'" + recipe.name() + "' " + recipe.version())
                                    .orElse("none")
                            + "; prepare it first");
        }
    }

    /**
     * Follows what the box can do.
     *
     * @param isAble whether it could judge, given a recipe
     */
    synchronized void look(boolean isAble) {
        able = isAble;
        follow(changing);
    }

    /** What a method changes is ordered also where the box is looked at before the method has ended. */
    private void change(Runnable recipes) {
        changing = true;
        try {
            recipes.run();
            follow(true);
        } finally {
            changing = false;
        }
    }

    /** @param ordered whether a method changes which recipe judges */
    private synchronized void follow(boolean ordered) {
        Optional<ActiveRecipe> judging = box.judging(settings.product());
        boolean changed = !judging.map(ActiveRecipe::digest).equals(recipe);
        recipe = judging.map(ActiveRecipe::digest);
        VisionState before = machine.state();
        machine.follow(able, isPrepared(judging), ordered);
        boolean told = before == VisionState.INITIALIZED && ordered;
        if (changed && judging.isPresent() && !told) {
            events.fire(Kind.RECIPE_PREPARED, object.node(), "A recipe was prepared", recipeFields());
        }
    }

    /** A box that judges several products has no recipe of its own, and is prepared nevertheless. */
    private boolean isPrepared(Optional<ActiveRecipe> judging) {
        return judging.isPresent()
                || settings.station().isEmpty() && !box.active().all().isEmpty();
    }

    private Map<String, Object> recipeFields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        box.judging(settings.product()).ifPresent(active -> {
            var description = active.stored().recipe().description();
            fields.put("InternalId", structures.recipe(active.digest(), description));
            fields.put("ExternalId", structures.externalRecipe(description.name(), description.version()));
            fields.put("ProductId", structures.productId(active.product()));
        });
        return fields;
    }

    boolean isAbout(CompletedInspection completed) {
        return settings.station().isEmpty()
                || settings.station().equals(completed.request().station());
    }

    /** Notes whose job an inspection belongs to; quick. */
    void judged(TriggerStamp trigger, String inspection) {
        jobs.judged(trigger, inspection);
    }

    /** Tells clients of an inspection that the journal keeps. */
    void tell(String inspection, Optional<TriggerStamp> trigger) {
        try {
            box.journal().queries().find(new EntryId(inspection)).ifPresent(this::tell);
        } catch (JournalException e) {
            LOG.errorf("OPC UA: a result could not be told: %s", e.getMessage());
        } finally {
            trigger.ifPresent(jobs::ended);
        }
    }

    private void tell(InspectionEntry entry) {
        VisionResult result = results.result(entry);
        Map<String, Object> fields = structures.fields(result, box.version());
        fields.forEach((name, value) ->
                object.part(lastResult, name).ifPresent(part -> VisionObject.set((UaVariableNode) part, value)));
        VisionObject.set(lastResult, structures.result(result, box.version()));
        fields.remove("HasTransferableDataOnFile"); // The event has no such field.
        events.fire(Kind.RESULT_READY, object.node(), entry.part().verdict().name(), fields);
    }
}
