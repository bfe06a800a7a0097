package dev.destseg.training.runs;

import java.nio.file.Files;
import java.nio.file.Path;

/** A program that trains, and prints the number of the process that does when it is under way. */
public final class BusyBox {
    private BusyBox() {}

    /** Arguments: the folder of the box, whether the training is to stand still, and what it learns. */
    public static void main(String[] arguments) throws Exception {
        Box box = Box.open(Path.of(arguments[0]), QuickLearning.program(Path.of(arguments[2])), SmallRuns.USUAL);
        Run asked = box.runs().submit(box.edge("400,400"), "Kim");
        box.runs().start();
        Run running = box.awaitPhase(asked, "denoising");
        if (Boolean.parseBoolean(arguments[1])) {
            box.runs().pause(asked.id(), "somebody");
            Path state =
                    Path.of("/proc", Long.toString(running.child().orElseThrow().pid()), "stat");
            while (!Files.readString(state).contains(") T ")) {
                Thread.sleep(20);
            }
        }
        System.out.println(running.child().orElseThrow().pid());
        box.awaitEnd(asked);
    }
}
