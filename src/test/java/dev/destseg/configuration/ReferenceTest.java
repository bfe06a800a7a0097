package dev.destseg.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code edge-config} against the settings that the application really has. */
class ReferenceTest {
    private static final Path FOLDER = Path.of("edge-config");
    private static final JavaClasses APPLICATION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.destseg");

    @TempDir
    private Path folder;

    @Test
    void theCheckKnowsEverySettingsInterface() {
        Set<String> found = APPLICATION.stream()
                .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                .map(JavaClass::getName)
                .collect(Collectors.toSet());

        assertEquals(found, ConfigurationCheck.OURS.stream().map(Class::getName).collect(Collectors.toSet()));
    }

    @Test
    void theReferenceHasEveryKeyAndNoOther() throws IOException {
        Set<String> documented = reference().keySet().stream()
                .filter(key -> key.startsWith("destseg."))
                .map(ReferenceTest::withoutGivenNames)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = new TreeSet<>(injected());
        mapped().keySet().forEach(known::add);

        assertEquals(known, documented);
    }

    @Test
    void theReferenceHasTheDefaultsOfTheSettings() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        reference().forEach((key, value) -> documented.put(withoutGivenNames(key), value));
        mapped().forEach((key, standard) -> {
            if (standard != null) {
                assertEquals(standard, documented.get(key), key);
            }
        });
    }

    @Test
    void theReferenceHasTheDefaultsOfApplicationProperties() throws IOException {
        Properties defaults = new Properties();
        try (InputStream file = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            defaults.load(file);
        }
        reference()
                .forEach((key, value) -> assertEquals(
                        defaults.getProperty(key, value),
                        value,
                        key + " has another default in application.properties"));
    }

    @Test
    void keysThatAreOffInTheReferenceAreDocumentedToo() throws IOException {
        assertNotEquals(null, reference().get("destseg.http.names"));
        assertNotEquals(null, reference().get("quarkus.tls.key-store.pem.server.cert"));
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void theFilesOfEdgeConfigPassTheCheckAlsoWithEveryKeySwitchedOn(Path file) throws IOException {
        Path on = Files.writeString(folder.resolve("on.yaml"), switchedOn(file));
        assertEquals(new ConfigurationCheck(List.of(), List.of()), check(file));
        assertEquals(new ConfigurationCheck(List.of(), List.of()), check(on));
    }

    private static ConfigurationCheck check(Path file) {
        return ConfigurationCheck.of(Optional.of(ConfigurationFile.read(file)));
    }

    /** Keys of settings interfaces with their defaults; null for those without. */
    private static Map<String, String> mapped() {
        Map<String, String> keys = new TreeMap<>();
        for (Class<?> settings : ConfigurationCheck.OURS) {
            ConfigMappings.getProperties(ConfigClass.configClass(settings)).forEach((key, property) -> {
                if (!key.endsWith("[*]")) { // A list has its name, too.
                    keys.put(key, property.hasDefaultValue() ? property.getDefaultValue() : null);
                }
            });
        }
        return keys;
    }

    /** Keys that constructors and methods ask for one by one. */
    private static Set<String> injected() {
        return APPLICATION.stream()
                .flatMap(type -> type.getCodeUnits().stream())
                .map(JavaCodeUnit::getParameters)
                .flatMap(List::stream)
                .flatMap(parameter -> parameter.tryGetAnnotationOfType(ConfigProperty.class).stream())
                .map(ConfigProperty::name)
                .filter(name -> name.startsWith("destseg."))
                .collect(Collectors.toSet());
    }

    private static Map<String, String> reference() throws IOException {
        return new YamlConfigSource("reference", switchedOn(FOLDER.resolve("application.yaml"))).getProperties();
    }

    private static String switchedOn(Path file) throws IOException {
        return Files.readString(file).replaceAll("(?m)^( *)#(\\S)", "$1$2");
    }

    private static String withoutGivenNames(String key) {
        return key.replaceFirst("(product-checks|station-deadlines)\\..*", "$1.*")
                .replaceFirst("(line\\.folders|line\\.stations|registry\\.channels|outputs|gpio)\\.[^.]*", "$1.*");
    }
}
