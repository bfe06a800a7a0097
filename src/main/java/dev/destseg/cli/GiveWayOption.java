package dev.destseg.cli;

import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inference.onnxruntime.OnnxRuntime.Waiting;
import picocli.CommandLine.Option;

/** How much a command that computes minds others: {@code @Mixin GiveWayOption giveWay}. */
final class GiveWayOption {
    @Option(
            names = "--give-way",
            description = "Leave the processor to others wherever it can: for work beside an appliance that judges.")
    boolean requested;

    OnnxRuntime runtime() {
        return new OnnxRuntime(requested ? Waiting.SLEEPING : Waiting.SPINNING);
    }
}
