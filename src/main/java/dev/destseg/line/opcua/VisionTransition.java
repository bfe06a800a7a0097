package dev.destseg.line.opcua;

import static dev.destseg.line.opcua.VisionState.CONTINUOUS_EXECUTION;
import static dev.destseg.line.opcua.VisionState.ERROR;
import static dev.destseg.line.opcua.VisionState.HALTED;
import static dev.destseg.line.opcua.VisionState.INITIALIZED;
import static dev.destseg.line.opcua.VisionState.PREOPERATIONAL;
import static dev.destseg.line.opcua.VisionState.READY;
import static dev.destseg.line.opcua.VisionState.SINGLE_EXECUTION;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * The transitions that this vision system makes, of OPC 40100-1, tables 84 and 99, each with the number of its node in the
 * NodeSet. Those by a method have its name in mind; those that end in Auto the system makes by itself.
 */
enum VisionTransition {
    PREOPERATIONAL_TO_HALTED("PreoperationalToHalted", 5032, PREOPERATIONAL, HALTED),
    PREOPERATIONAL_TO_ERROR_AUTO("PreoperationalToErrorAuto", 5034, PREOPERATIONAL, ERROR),
    PREOPERATIONAL_TO_INITIALIZED("PreoperationalToInitialized", 5035, PREOPERATIONAL, INITIALIZED),
    PREOPERATIONAL_TO_INITIALIZED_AUTO("PreoperationalToInitializedAuto", 5036, PREOPERATIONAL, INITIALIZED),
    HALTED_TO_PREOPERATIONAL("HaltedToPreoperational", 5037, HALTED, PREOPERATIONAL),
    ERROR_TO_PREOPERATIONAL("ErrorToPreoperational", 5039, ERROR, PREOPERATIONAL),
    ERROR_TO_HALTED("ErrorToHalted", 5041, ERROR, HALTED),
    ERROR_TO_OPERATIONAL_AUTO("ErrorToOperationalAuto", 5255, ERROR, INITIALIZED),
    OPERATIONAL_TO_PREOPERATIONAL("OperationalToPreoperational", 5047, operational(), PREOPERATIONAL),
    OPERATIONAL_TO_HALTED("OperationalToHalted", 5049, operational(), HALTED),
    OPERATIONAL_TO_ERROR_AUTO("OperationalToErrorAuto", 5051, operational(), ERROR),
    INITIALIZED_TO_READY_RECIPE("InitializedToReadyRecipe", 5060, INITIALIZED, READY),
    INITIALIZED_TO_READY_AUTO("InitializedToReadyAuto", 5061, INITIALIZED, READY),
    READY_TO_INITIALIZED_RECIPE("ReadyToInitializedRecipe", 5062, READY, INITIALIZED),
    READY_TO_INITIALIZED_AUTO("ReadyToInitializedAuto", 5063, READY, INITIALIZED),
    READY_TO_SINGLE_EXECUTION("ReadyToSingleExecution", 5064, READY, SINGLE_EXECUTION),
    READY_TO_CONTINUOUS_EXECUTION("ReadyToContinuousExecution", 5066, READY, CONTINUOUS_EXECUTION),
    READY_TO_CONTINUOUS_EXECUTION_AUTO("ReadyToContinuousExecutionAuto", 5067, READY, CONTINUOUS_EXECUTION),
    SINGLE_EXECUTION_TO_READY_STOP("SingleExecutionToReadyStop", 5068, SINGLE_EXECUTION, READY),
    SINGLE_EXECUTION_TO_READY_ABORT("SingleExecutionToReadyAbort", 5069, SINGLE_EXECUTION, READY),
    SINGLE_EXECUTION_TO_READY_AUTO("SingleExecutionToReadyAuto", 5070, SINGLE_EXECUTION, READY),
    CONTINUOUS_EXECUTION_TO_READY_STOP("ContinuousExecutionToReadyStop", 5071, CONTINUOUS_EXECUTION, READY),
    CONTINUOUS_EXECUTION_TO_READY_ABORT("ContinuousExecutionToReadyAbort", 5072, CONTINUOUS_EXECUTION, READY),
    CONTINUOUS_EXECUTION_TO_READY_AUTO("ContinuousExecutionToReadyAuto", 5073, CONTINUOUS_EXECUTION, READY);

    private final String label;
    private final int node;
    private final Set<VisionState> from;
    private final VisionState to;

    VisionTransition(String label, int node, VisionState from, VisionState to) {
        this(label, node, EnumSet.of(from), to);
    }

    VisionTransition(String label, int node, Set<VisionState> from, VisionState to) {
        this.label = label;
        this.node = node;
        this.from = from;
        this.to = to;
    }

    private static Set<VisionState> operational() {
        EnumSet<VisionState> states = EnumSet.noneOf(VisionState.class);
        Arrays.stream(VisionState.values()).filter(VisionState::isOperational).forEach(states::add);
        return states;
    }

    String label() {
        return label;
    }

    /** Number of its node in the NodeSet. */
    int node() {
        return node;
    }

    boolean startsAt(VisionState state) {
        return from.contains(state);
    }

    VisionState to() {
        return to;
    }
}
