package dev.destseg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.Programs;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a native executable is told that it will use by name, under META-INF/native-image of ours and of our libraries, against
 * what commands really use. What only the framework uses is left to its extensions.
 */
class NativeMetadataTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Path OURS = Path.of("target", "classes").toAbsolutePath();
    private static final Pattern CALLED = Pattern.compile("(?:linking|Registering) .*native method ([\\w.$/]+)\\.\\w+");
    private static final Pattern LIBRARY = Pattern.compile("/(org/bytedeco/\\S+/[^/\\s]+\\.so[.\\d]*)$");

    /** By themselves: configuration by the framework, services by native-image. */
    private static final Set<String> KNOWN = Set.of("application.properties");

    private static final Pattern SERVICES = Pattern.compile("META-INF/(services|native-image)/.*");

    @TempDir
    private static Path folder;

    private static final Set<String> jniClasses = new HashSet<>();
    private static final Set<Pattern> resources = new HashSet<>();

    @BeforeAll
    static void recordCommandsAndReadDeclarations() throws Exception {
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(Programs.java(
                        "-Xmx1g",
                        "-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("cache"),
                        "-Xlog:jni+resolve=debug:file=" + folder.resolve("jni"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        RecordedUse.class.getName(),
                        folder.toString()))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertEquals(0, process.waitFor(), () -> read(said));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            readDeclarations(Path.of(entry));
        }
    }

    @Test
    void everyResourceOfOursThatIsReadIsDeclared() throws IOException {
        Set<String> read = RecordingFile.readAllEvents(folder.resolve("files.jfr")).stream()
                .map(event -> event.getString("path"))
                .filter(path -> path != null && path.startsWith(OURS.toString()) && !path.endsWith(".class"))
                .map(path -> OURS.relativize(Path.of(path)).toString())
                .filter(name -> !KNOWN.contains(name) && !SERVICES.matcher(name).matches())
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(read.size() >= 3, "Only these were seen: " + read);
        assertEquals(Set.of(), undeclared(read));
    }

    @Test
    void everyLibraryThatIsLoadedIsDeclaredAsAResource() throws IOException {
        Set<String> loaded = Files.readAllLines(folder.resolve("maps")).stream()
                .map(LIBRARY::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(loaded.stream().anyMatch(name -> name.contains("onnxruntime")), loaded::toString);
        assertTrue(loaded.stream().anyMatch(name -> name.contains("opencv")), loaded::toString);
        assertEquals(Set.of(), undeclared(loaded));
    }

    @Test
    void everyClassWhoseNativeMethodsAreCalledIsDeclared() throws IOException {
        Set<String> called = Files.readAllLines(folder.resolve("jni")).stream()
                .map(CALLED::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1).replace('/', '.'))
                .filter(name -> !name.matches("(java|javax|jdk|sun|com\\.sun)\\..*"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(called.contains("org.bytedeco.onnxruntime.Session"), called::toString);
        called.removeAll(jniClasses);
        assertEquals(Set.of(), called);
    }

    private static Set<String> undeclared(Set<String> names) {
        return names.stream()
                .filter(name -> resources.stream()
                        .noneMatch(declared -> declared.matcher(name).matches()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void readDeclarations(Path entry) throws IOException {
        if (Files.isDirectory(entry)) {
            try (Stream<Path> files = Files.walk(entry)) {
                for (Path file : files.filter(
                                each -> isDeclaration(entry.relativize(each).toString()))
                        .toList()) {
                    read(file.getFileName().toString(), MAPPER.readTree(file.toFile()));
                }
            }
        } else if (Files.exists(entry)) {
            try (ZipFile jar = new ZipFile(entry.toFile())) {
                List<? extends ZipEntry> declarations = jar.stream()
                        .filter(each -> isDeclaration(each.getName()))
                        .toList();
                for (ZipEntry declaration : declarations) {
                    try (InputStream content = jar.getInputStream(declaration)) {
                        read(declaration.getName(), MAPPER.readTree(content));
                    }
                }
            }
        }
    }

    private static boolean isDeclaration(String name) {
        return name.startsWith("META-INF/native-image/") && name.matches(".*/(jni|resource)-config\\.json");
    }

    private static void read(String file, JsonNode declarations) {
        if (file.endsWith("jni-config.json")) {
            declarations.forEach(each -> jniClasses.add(each.get("name").asText()));
            return;
        }
        JsonNode list = declarations.path("resources");
        (list.has("includes") ? list.get("includes") : list)
                .forEach(each ->
                        resources.add(Pattern.compile(each.get("pattern").asText())));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
