package dev.destseg.line.opcua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VisionStateMachineTest {
    private final List<VisionTransition> moves = new ArrayList<>();
    private final VisionStateMachine commanded = machine(true);
    private final VisionStateMachine observed = machine(false);

    private VisionStateMachine machine(boolean isCommanded) {
        return new VisionStateMachine(isCommanded, (transition, from, to) -> moves.add(transition));
    }

    /** The specification is the oracle: names, where each begins, and where it leads. */
    @ParameterizedTest
    @EnumSource(VisionTransition.class)
    void transitionsAreThoseOfTheNodeSet(VisionTransition transition) throws Exception {
        PublishedNodeSet published = PublishedNodeSet.read();
        String node = "ns=1;i=" + transition.node();
        assertEquals("1:" + transition.label(), published.name(node));
        Set<String> from = new TreeSet<>();
        for (VisionState state : VisionState.values()) {
            if (transition.startsAt(state)) {
                from.add(state.isOperational() && !isWithin(transition) ? VisionState.OPERATIONAL : state.label());
            }
        }
        assertEquals(Set.of("1:" + String.join(",", from)), names(published, node, "FromState"));
        // From Error into automatic mode: the NodeSet leaves open in which of its states.
        String to = transition == VisionTransition.ERROR_TO_OPERATIONAL_AUTO
                ? VisionState.OPERATIONAL
                : transition.to().label();
        assertEquals(Set.of("1:" + to), names(published, node, "ToState"));
    }

    private static boolean isWithin(VisionTransition transition) {
        return transition.to().isOperational();
    }

    private static Set<String> names(PublishedNodeSet published, String node, String reference) {
        Set<String> names = new TreeSet<>();
        published.targets(node, reference).forEach(state -> names.add(published.name(state)));
        return names;
    }

    @ParameterizedTest
    @EnumSource(VisionState.class)
    void statesAreThoseOfTheNodeSet(VisionState state) throws Exception {
        assertEquals("1:" + state.label(), PublishedNodeSet.read().name("ns=1;i=" + state.node()));
    }

    @Test
    void aBoxWithoutARecipeIsNotReady() {
        commanded.follow(true, false, false);
        assertEquals(VisionState.INITIALIZED, commanded.state());
        assertFalse(commanded.startSingleJob());
        commanded.follow(true, true, false);
        assertEquals(VisionState.READY, commanded.state());
        assertTrue(commanded.startSingleJob());
        commanded.follow(true, false, false);
        assertEquals(VisionState.INITIALIZED, commanded.state());
        assertEquals(
                List.of(
                        VisionTransition.PREOPERATIONAL_TO_INITIALIZED_AUTO,
                        VisionTransition.INITIALIZED_TO_READY_AUTO,
                        VisionTransition.READY_TO_SINGLE_EXECUTION,
                        VisionTransition.SINGLE_EXECUTION_TO_READY_AUTO,
                        VisionTransition.READY_TO_INITIALIZED_AUTO),
                moves);
    }

    @Test
    void aBoxThatCannotJudgeIsInErrorUntilItCan() {
        observed.follow(true, true, false);
        assertEquals(VisionState.CONTINUOUS_EXECUTION, observed.state());
        observed.follow(false, true, false);
        assertEquals(VisionState.ERROR, observed.state());
        observed.follow(true, true, false);
        assertEquals(VisionState.CONTINUOUS_EXECUTION, observed.state());
    }

    @Test
    void aHaltedSystemStaysHaltedWhateverTheBoxCanDo() {
        commanded.follow(true, true, false);
        assertTrue(commanded.halt());
        commanded.follow(false, true, false);
        commanded.follow(true, true, false);
        assertEquals(VisionState.HALTED, commanded.state());
        assertFalse(commanded.selectModeAutomatic());
        assertTrue(commanded.reset());
        commanded.follow(true, true, false);
        assertEquals(VisionState.PREOPERATIONAL, commanded.state(), "A reset system waits for SelectModeAutomatic");
        assertTrue(commanded.selectModeAutomatic());
        commanded.follow(true, true, false);
        assertEquals(VisionState.READY, commanded.state());
    }

    @Test
    void aResetDoesNotKeepASystemFromShowingWhatItDoesAnyway() {
        observed.follow(true, true, false);
        assertTrue(observed.reset());
        observed.follow(true, true, false);
        assertEquals(VisionState.CONTINUOUS_EXECUTION, observed.state());
    }

    @Test
    void jobsEndByThemselvesOrAreStoppedOrAborted() {
        commanded.follow(true, true, false);
        assertTrue(commanded.startSingleJob());
        assertFalse(commanded.startContinuous());
        commanded.endSingleJob();
        assertEquals(VisionState.READY, commanded.state());
        assertTrue(commanded.startContinuous());
        commanded.endSingleJob();
        assertEquals(VisionState.CONTINUOUS_EXECUTION, commanded.state());
        assertFalse(commanded.acceptsRecipes());
        assertTrue(commanded.stop());
        assertFalse(commanded.stop());
        assertTrue(commanded.startContinuous());
        assertTrue(commanded.abort());
        assertEquals(VisionState.READY, commanded.state());
    }
}
