package dev.destseg.line.opcua;

/** States of a vision system, of OPC 40100-1, tables 82 and 97. The last four are those of automatic mode, within Operational. */
enum VisionState {
    PREOPERATIONAL("Preoperational", 5028),
    HALTED("Halted", 5029),
    ERROR("Error", 5030),
    INITIALIZED("Initialized", 5056),
    READY("Ready", 5057),
    SINGLE_EXECUTION("SingleExecution", 5058),
    CONTINUOUS_EXECUTION("ContinuousExecution", 5059);

    /** What the vision system is in all states of automatic mode. */
    static final String OPERATIONAL = "Operational";

    static final int OPERATIONAL_NODE = 5031;

    private final String label;
    private final int node;

    VisionState(String label, int node) {
        this.label = label;
        this.node = node;
    }

    String label() {
        return label;
    }

    /** Number of its node in the NodeSet. */
    int node() {
        return node;
    }

    boolean isOperational() {
        return compareTo(INITIALIZED) >= 0;
    }

    /** Whether parts are judged. */
    boolean isExecuting() {
        return compareTo(SINGLE_EXECUTION) >= 0;
    }
}
