package dev.destseg.training.runs;

import java.nio.file.Path;

/** A program that trains, and prints the number of the process that does when it is in its second phase. */
public final class BusyBox {
    private BusyBox() {}

    /** Arguments: the folder of the box. */
    public static void main(String[] arguments) throws InterruptedException {
        Box box = Box.open(Path.of(arguments[0]));
        Run asked = box.runs().submit(box.edge("2,12"));
        box.runs().start();
        Run running = box.awaitPhase(asked, "segmentation");
        System.out.println(running.child().orElseThrow().pid());
        box.awaitEnd(asked);
    }
}
