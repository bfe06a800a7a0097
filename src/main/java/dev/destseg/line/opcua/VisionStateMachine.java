package dev.destseg.line.opcua;

import static dev.destseg.line.opcua.VisionTransition.CONTINUOUS_EXECUTION_TO_READY_ABORT;
import static dev.destseg.line.opcua.VisionTransition.CONTINUOUS_EXECUTION_TO_READY_AUTO;
import static dev.destseg.line.opcua.VisionTransition.CONTINUOUS_EXECUTION_TO_READY_STOP;
import static dev.destseg.line.opcua.VisionTransition.ERROR_TO_HALTED;
import static dev.destseg.line.opcua.VisionTransition.ERROR_TO_OPERATIONAL_AUTO;
import static dev.destseg.line.opcua.VisionTransition.ERROR_TO_PREOPERATIONAL;
import static dev.destseg.line.opcua.VisionTransition.HALTED_TO_PREOPERATIONAL;
import static dev.destseg.line.opcua.VisionTransition.INITIALIZED_TO_READY_AUTO;
import static dev.destseg.line.opcua.VisionTransition.INITIALIZED_TO_READY_RECIPE;
import static dev.destseg.line.opcua.VisionTransition.OPERATIONAL_TO_ERROR_AUTO;
import static dev.destseg.line.opcua.VisionTransition.OPERATIONAL_TO_HALTED;
import static dev.destseg.line.opcua.VisionTransition.OPERATIONAL_TO_PREOPERATIONAL;
import static dev.destseg.line.opcua.VisionTransition.PREOPERATIONAL_TO_ERROR_AUTO;
import static dev.destseg.line.opcua.VisionTransition.PREOPERATIONAL_TO_HALTED;
import static dev.destseg.line.opcua.VisionTransition.PREOPERATIONAL_TO_INITIALIZED;
import static dev.destseg.line.opcua.VisionTransition.PREOPERATIONAL_TO_INITIALIZED_AUTO;
import static dev.destseg.line.opcua.VisionTransition.READY_TO_CONTINUOUS_EXECUTION;
import static dev.destseg.line.opcua.VisionTransition.READY_TO_CONTINUOUS_EXECUTION_AUTO;
import static dev.destseg.line.opcua.VisionTransition.READY_TO_INITIALIZED_AUTO;
import static dev.destseg.line.opcua.VisionTransition.READY_TO_INITIALIZED_RECIPE;
import static dev.destseg.line.opcua.VisionTransition.READY_TO_SINGLE_EXECUTION;
import static dev.destseg.line.opcua.VisionTransition.SINGLE_EXECUTION_TO_READY_ABORT;
import static dev.destseg.line.opcua.VisionTransition.SINGLE_EXECUTION_TO_READY_AUTO;
import static dev.destseg.line.opcua.VisionTransition.SINGLE_EXECUTION_TO_READY_STOP;

import java.util.Optional;

/**
 * What state a vision system is in. It tells the truth: a system that cannot judge is in Error, one without a recipe is not
 * Ready, and one that judges parts which nobody ordered by OPC UA is in ContinuousExecution. Methods that order something say
 * whether that was possible in the state. Safe between threads.
 */
final class VisionStateMachine {
    private final boolean commanded;
    private final Listener listener;
    private VisionState state = VisionState.PREOPERATIONAL;
    private boolean automatic = true;

    /** Hears of every transition, one after the other. */
    @FunctionalInterface
    interface Listener {
        void moved(VisionTransition transition, VisionState from, VisionState to);
    }

    /** @param commanded whether parts are judged when they are ordered by OPC UA, and no others */
    VisionStateMachine(boolean commanded, Listener listener) {
        this.commanded = commanded;
        this.listener = listener;
    }

    synchronized VisionState state() {
        return state;
    }

    /**
     * Follows what the box is able to do.
     *
     * @param able whether it could judge, given a recipe
     * @param prepared whether a recipe is active
     * @param ordered whether a method has just changed which one is
     */
    synchronized void follow(boolean able, boolean prepared, boolean ordered) {
        if (!able) {
            moveByOneOf(PREOPERATIONAL_TO_ERROR_AUTO, OPERATIONAL_TO_ERROR_AUTO);
            return;
        }
        moveByOneOf(ERROR_TO_OPERATIONAL_AUTO);
        if (automatic || !commanded) {
            moveByOneOf(PREOPERATIONAL_TO_INITIALIZED_AUTO);
        }
        if (prepared) {
            moveByOneOf(ordered ? INITIALIZED_TO_READY_RECIPE : INITIALIZED_TO_READY_AUTO);
            if (!commanded) {
                moveByOneOf(READY_TO_CONTINUOUS_EXECUTION_AUTO);
            }
        } else {
            moveByOneOf(SINGLE_EXECUTION_TO_READY_AUTO, CONTINUOUS_EXECUTION_TO_READY_AUTO);
            moveByOneOf(ordered ? READY_TO_INITIALIZED_RECIPE : READY_TO_INITIALIZED_AUTO);
        }
    }

    synchronized boolean reset() {
        automatic = false;
        return state == VisionState.PREOPERATIONAL
                || moveByOneOf(HALTED_TO_PREOPERATIONAL, ERROR_TO_PREOPERATIONAL, OPERATIONAL_TO_PREOPERATIONAL);
    }

    synchronized boolean halt() {
        return moveByOneOf(PREOPERATIONAL_TO_HALTED, ERROR_TO_HALTED, OPERATIONAL_TO_HALTED);
    }

    synchronized boolean selectModeAutomatic() {
        boolean moved = moveByOneOf(PREOPERATIONAL_TO_INITIALIZED);
        automatic |= moved;
        return moved;
    }

    synchronized boolean startSingleJob() {
        return moveByOneOf(READY_TO_SINGLE_EXECUTION);
    }

    synchronized boolean startContinuous() {
        return moveByOneOf(READY_TO_CONTINUOUS_EXECUTION);
    }

    synchronized boolean stop() {
        return moveByOneOf(SINGLE_EXECUTION_TO_READY_STOP, CONTINUOUS_EXECUTION_TO_READY_STOP);
    }

    synchronized boolean abort() {
        return moveByOneOf(SINGLE_EXECUTION_TO_READY_ABORT, CONTINUOUS_EXECUTION_TO_READY_ABORT);
    }

    /** Whether recipes may be prepared: in automatic mode, unless a job goes on that a client ordered. */
    synchronized boolean acceptsRecipes() {
        return state.isOperational() && (!commanded || !state.isExecuting());
    }

    /** The part of a single job was judged. */
    synchronized void endSingleJob() {
        moveByOneOf(SINGLE_EXECUTION_TO_READY_AUTO);
    }

    /** A job that goes on cannot go on. */
    synchronized void endContinuousJob() {
        moveByOneOf(CONTINUOUS_EXECUTION_TO_READY_AUTO);
    }

    private boolean moveByOneOf(VisionTransition... transitions) {
        Optional<VisionTransition> possible = Optional.empty();
        for (VisionTransition transition : transitions) {
            possible = possible.or(() -> Optional.of(transition).filter(one -> one.startsAt(state)));
        }
        possible.ifPresent(transition -> {
            VisionState from = state;
            state = transition.to();
            listener.moved(transition, from, state);
        });
        return possible.isPresent();
    }
}
