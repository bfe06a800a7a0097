package dev.destseg.inference.nvidia;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;

/**
 * The driver and the libraries that a runtime wants. What is found stays loaded. Safe between threads.
 *
 * @param driver {@code /proc/driver/nvidia/version}; absent where there is no driver, and on some boards with one
 * @param interfaceLibrary of the driver, by the name that the system's loader finds it by
 * @param libraries in the order in which they need each other
 */
public record NvidiaSoftware(Path driver, String interfaceLibrary, List<Library> libraries) {
    /** What CUDA 13 asks for. */
    static final int OLDEST_DRIVER = 580;

    private static final Pattern RELEASE = Pattern.compile("Kernel Module.*?\\s(\\d+)\\.[\\d.]+");

    /**
     * A library.
     *
     * @param file by which the system's loader finds it, such as libcudnn.so.9
     * @param product that it comes with, for people
     */
    public record Library(String file, String product) {}

    public NvidiaSoftware {
        libraries = List.copyOf(libraries);
    }

    /** Of this machine. */
    public static NvidiaSoftware here(List<Library> libraries) {
        return new NvidiaSoftware(Path.of("/proc/driver/nvidia/version"), "libcuda.so.1", libraries);
    }

    /** Whether there is a driver, of whatever age; a machine without one has no GPU that anybody could miss. */
    public boolean hasDriver() {
        return Files.exists(driver) || loadFailure(interfaceLibrary).isEmpty();
    }

    /** What is missing, and what to do about it; empty when nothing is. */
    public Optional<String> lack() {
        OptionalInt release = driverRelease();
        if (release.isPresent() && release.getAsInt() < OLDEST_DRIVER) {
            return Optional.of("The NVIDIA driver here is release " + release.getAsInt() + ", and CUDA 13 needs "
                    + OLDEST_DRIVER + " or later; update the driver");
        }
        Optional<String> noDriver = loadFailure(interfaceLibrary);
        if (noDriver.isPresent()) {
            return Optional.of("There is no NVIDIA driver on this machine (" + noDriver.get() + "); where it has a GPU,"
                    + " install driver " + OLDEST_DRIVER + " or later");
        }
        for (Library library : libraries) {
            Optional<String> missing = loadFailure(library.file());
            if (missing.isPresent()) {
                return Optional.of(library.product() + " is missing (" + missing.get()
                        + "); install it, or name its folder in LD_LIBRARY_PATH before the start");
            }
        }
        return Optional.empty();
    }

    private OptionalInt driverRelease() {
        try {
            Matcher found = RELEASE.matcher(Files.readString(driver));
            return found.find() ? OptionalInt.of(Integer.parseInt(found.group(1))) : OptionalInt.empty();
        } catch (IOException untold) {
            return OptionalInt.empty();
        }
    }

    private static Optional<String> loadFailure(String library) {
        try {
            Loader.loadGlobal(library);
            return Optional.empty();
        } catch (UnsatisfiedLinkError missing) {
            return Optional.of(missing.getMessage());
        }
    }
}
