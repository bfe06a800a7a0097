package dev.destseg.training.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How to start this program once more, with another command: the same Java, the same files, the lowest priority.
 *
 * @param start the program without its arguments, from the options of the Java machine on
 */
public record OwnProgram(List<String> start) {
    private static final String MAIN = "dev.destseg.cli.Main";
    private static final String MAIN_FILE = "dev/destseg/cli/Main.class";

    /**
     * What makes a process give way: the least share of the processor, the disk when nobody else wants it, and the processor
     * at once to whoever else wants it. The last makes the first unnecessary where both are there.
     */
    private static final List<List<String>> LOWERING =
            List.of(List.of("nice", "-n", "19"), List.of("ionice", "-t", "-c", "3"), List.of("chrt", "-i", "0"));

    /** Of the memory of a process, what its Java objects may take; the rest is for the networks. */
    private static final double HEAP_SHARE = 0.5;

    public OwnProgram {
        start = List.copyOf(start);
    }

    /** The program that runs now. */
    public static OwnProgram running() {
        String classPath = System.getProperty("java.class.path");
        // The packaged application is a launcher that knows where the application lies; else the class path has it.
        return ClassLoader.getSystemResource(MAIN_FILE) == null
                ? new OwnProgram(List.of("-jar", classPath))
                : new OwnProgram(List.of("-cp", classPath, MAIN));
    }

    /** @param memoryMebibytes that the process may take in all; asked of Java and of the native libraries' allocator */
    List<String> command(int memoryMebibytes, List<String> arguments) {
        List<String> command = new ArrayList<>();
        LOWERING.stream().filter(OwnProgram::works).forEach(command::addAll);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx" + (int) (memoryMebibytes * HEAP_SHARE) + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=" + memoryMebibytes + "m"));
        command.addAll(start);
        command.addAll(arguments);
        return command;
    }

    /** A program may be there and still not be allowed to do it, as in some containers. */
    private static boolean works(List<String> lowering) {
        List<String> trial = new ArrayList<>(lowering);
        trial.add("true");
        try {
            return new ProcessBuilder(trial)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
