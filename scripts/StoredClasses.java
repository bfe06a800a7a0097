import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Run by the build on the packaged application: of its jars, the classes that every start loads are kept as they are, not
 * compressed. To inflate them would take a tenth of what the processor has to do until a box can judge. All else in the jars
 * stays as it was, so that the application grows by a tenth, and not to twice its size.
 *
 * <p>Arguments are the list of these classes and the folder of the application.
 */
final class StoredClasses {
    private StoredClasses() {}

    public static void main(String[] arguments) throws IOException {
        Set<String> wanted = Files.readAllLines(Path.of(arguments[0])).stream()
                .map(name -> "/" + name.replace('.', '/') + ".class")
                .collect(Collectors.toSet());
        for (Path jar : below(Path.of(arguments[1]), path -> path.toString().endsWith(".jar"))) {
            store(jar, wanted);
        }
    }

    private static void store(Path jar, Set<String> wanted) throws IOException {
        try (FileSystem entries = FileSystems.newFileSystem(jar, Map.of("compressionMethod", "STORED"))) {
            for (Path entry : below(entries.getPath("/"), path -> wanted.contains(path.toString()))) {
                Files.write(entry, Files.readAllBytes(entry));
            }
        }
    }

    private static List<Path> below(Path folder, Predicate<Path> isWanted) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(isWanted).toList();
        }
    }
}
