package dev.destseg.line.opcua;

import dev.destseg.line.opcua.VisionEvents.Kind;
import dev.destseg.line.opcua.nodeset.NodeSetNamespace;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNode;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;

/** Shows the state of a vision system in its nodes, and tells of transitions by the events that the NodeSet gives as their effects. */
final class StateNodes implements VisionStateMachine.Listener {
    static final String MACHINE = "VisionStateMachine";
    static final String AUTOMATIC = "AutomaticModeStateMachine";

    private final VisionObject object;
    private final NodeSetNamespace types;
    private final Structures structures;
    private final VisionEvents events;
    private final Supplier<Optional<Job>> job;
    private final Supplier<Map<String, Object>> recipe;

    /**
     * @param job that goes on
     * @param recipe fields of the event that a recipe was prepared
     */
    StateNodes(
            VisionObject object,
            NodeSetNamespace types,
            VisionEvents events,
            Supplier<Optional<Job>> job,
            Supplier<Map<String, Object>> recipe) {
        this.object = object;
        this.types = types;
        this.structures = new Structures(types);
        this.events = events;
        this.job = job;
        this.recipe = recipe;
        show(VisionState.PREOPERATIONAL);
    }

    @Override
    public void moved(VisionTransition transition, VisionState from, VisionState to) {
        show(to);
        boolean within = from.isOperational() && to.isOperational();
        String[] machine = within ? new String[] {MACHINE, AUTOMATIC} : new String[] {MACHINE};
        tell(transition, from, to, object.node(machine), within);
    }

    private void show(VisionState state) {
        if (state.isOperational()) {
            showState(VisionState.OPERATIONAL, VisionState.OPERATIONAL_NODE, MACHINE);
            showState(state.label(), state.node(), MACHINE, AUTOMATIC);
        } else {
            showState(state.label(), state.node(), MACHINE);
            String[] current = path(new String[] {MACHINE, AUTOMATIC}, "CurrentState");
            object.setBad(StatusCodes.Bad_StateNotActive, current);
            object.setBad(StatusCodes.Bad_StateNotActive, path(current, "Id"));
        }
        object.set(structures.systemState(e10(state), words(state)), "SystemState");
    }

    private void showState(String label, int node, String... machine) {
        String[] current = path(machine, "CurrentState");
        object.set(LocalizedText.english(label), current);
        object.set(types.id(node), path(current, "Id"));
    }

    /** States of SEMI E10, as SystemStateDataType numbers them. */
    private static int e10(VisionState state) {
        return switch (state) {
            case SINGLE_EXECUTION, CONTINUOUS_EXECUTION -> 1;
            case PREOPERATIONAL, INITIALIZED, READY -> 2;
            case HALTED -> 4;
            case ERROR -> 5;
        };
    }

    private static String words(VisionState state) {
        return state.isOperational() ? VisionState.OPERATIONAL + "/" + state.label() : state.label();
    }

    private void tell(VisionTransition transition, VisionState from, VisionState to, UaNode machine, boolean within) {
        types.targets(transition.node(), NodeIds.HasEffect).stream()
                .flatMap(effect -> Kind.of(effect).stream())
                .sorted(Comparator.comparing(kind -> kind != Kind.STATE_CHANGED)) // First of all, the new state.
                .forEach(kind -> events.fire(
                        kind,
                        machine,
                        transition.label(),
                        switch (kind) {
                            case STATE_CHANGED, ERROR, ERROR_RESOLVED -> move(transition, from, to, within);
                            case JOB_STARTED, READY ->
                                Map.of(
                                        "JobId",
                                        structures.jobId(job.get().map(Job::id).orElse("")));
                            case RECIPE_PREPARED -> recipe.get();
                            case RESULT_READY -> Map.of();
                        }));
    }

    private Map<String, Object> move(VisionTransition transition, VisionState from, VisionState to, boolean within) {
        boolean leaves = !within && from.isOperational();
        return Map.of(
                "Transition", LocalizedText.english(transition.label()),
                "Transition/Id", types.id(transition.node()),
                "FromState", LocalizedText.english(leaves ? VisionState.OPERATIONAL : from.label()),
                "FromState/Id", types.id(leaves ? VisionState.OPERATIONAL_NODE : from.node()),
                "ToState", LocalizedText.english(to.label()),
                "ToState/Id", types.id(to.node()));
    }

    private static String[] path(String[] owner, String name) {
        String[] path = Arrays.copyOf(owner, owner.length + 1);
        path[owner.length] = name;
        return path;
    }
}
