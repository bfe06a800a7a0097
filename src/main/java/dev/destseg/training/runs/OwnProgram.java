package dev.destseg.training.runs;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How to start this program once more, with another command: the same Java, the same files, the lowest priority.
 *
 * @param start the program without its arguments, from the options of the Java machine on
 */
public record OwnProgram(List<String> start) {
    private static final String MAIN = "dev.destseg.cli.Main";
    private static final String MAIN_FILE = "dev/destseg/cli/Main.class";

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
        if (isInstalled("nice")) {
            command.addAll(List.of("nice", "-n", "19"));
        }
        if (isInstalled("ionice")) {
            command.addAll(List.of("ionice", "-t", "-c", "3"));
        }
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

    private static boolean isInstalled(String program) {
        String path = System.getenv("PATH");
        return path != null
                && Stream.of(path.split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
