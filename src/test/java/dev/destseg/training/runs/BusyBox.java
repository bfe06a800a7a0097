package dev.destseg.training.runs;

import java.nio.file.Path;

/** A program that trains, and prints the number of the process that does when it is under way. */
public final class BusyBox {
    private BusyBox() {}

    /** Arguments: the folder of the box. */
    public static void main(String[] arguments) throws InterruptedException {
        Box box = Box.open(Path.of(arguments[0]), Box.program(QuickLearning.class), SmallRuns.USUAL);
        Run asked = box.runs().submit(box.edge("400,400"));
        box.runs().start();
        Run running = box.awaitPhase(asked, "denoising");
        System.out.println(running.child().orElseThrow().pid());
        box.awaitEnd(asked);
    }
}
