package dev.destseg.configuration;

import dev.destseg.inspection.InspectionSettings;
import dev.destseg.inspection.journal.JournalConfiguration;
import dev.destseg.inspection.products.RecipeSettings;
import dev.destseg.line.GpioSettings;
import dev.destseg.line.KafkaSettings;
import dev.destseg.line.LineSettings;
import dev.destseg.line.ModbusSettings;
import dev.destseg.line.OpcUaSettings;
import dev.destseg.line.OutputSettings;
import dev.destseg.line.S3Settings;
import dev.destseg.registry.sync.RegistrySettings;
import dev.destseg.training.datasets.DatasetSettings;
import dev.destseg.training.runs.RunSettings;
import io.quarkus.logging.json.runtime.JsonLogConfig;
import io.quarkus.oidc.runtime.OidcConfig;
import io.quarkus.opentelemetry.runtime.config.runtime.OTelRuntimeConfig;
import io.quarkus.opentelemetry.runtime.config.runtime.exporter.OtlpExporterConfigBuilder;
import io.quarkus.opentelemetry.runtime.config.runtime.exporter.OtlpExporterRuntimeConfig;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.runtime.logging.LogRuntimeConfig;
import io.quarkus.runtime.shutdown.ShutdownConfig;
import io.quarkus.tls.runtime.config.TlsConfig;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertyNamesMatcher;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What is wrong with a configuration.
 *
 * @param problems one a line: what, where, and what to do
 * @param unchecked keys that are left to Quarkus, which warns of those it does not know when it starts
 */
public record ConfigurationCheck(List<String> problems, List<String> unchecked) {
    /** Settings of ours. A test finds those that are missing here. */
    static final List<Class<?>> OURS = List.of(
            DatasetSettings.class,
            GpioSettings.class,
            HealthSettings.class,
            HttpSettings.class,
            InspectionSettings.class,
            JournalConfiguration.class,
            KafkaSettings.class,
            LineSettings.class,
            ModbusSettings.class,
            OpcUaSettings.class,
            OutputSettings.class,
            RecipeSettings.class,
            RegistrySettings.class,
            RunSettings.class,
            S3Settings.class);

    /** What people set of Quarkus. */
    private static final List<Class<?>> OF_QUARKUS = List.of(
            VertxHttpConfig.class,
            TlsConfig.class,
            LogRuntimeConfig.class,
            JsonLogConfig.class,
            OidcConfig.class,
            OTelRuntimeConfig.class,
            OtlpExporterRuntimeConfig.class,
            ShutdownConfig.class);

    private static final Pattern OF_UNCHECKED = Pattern.compile("quarkus\\.(?!(http|tls|log|oidc|otel|shutdown)\\.).*");
    private static final Pattern PROFILE = Pattern.compile("^%[^.]+\\.");
    /** What SmallRye numbers its messages by. */
    private static final Pattern NUMBER = Pattern.compile("SRCFG\\d+: ");

    /** What a source is called; the file within is what people know. */
    private static final Pattern SOURCE = Pattern.compile("^.*\\[source=(?:file:)?(.*)]$");

    /** @param file that is checked together with what the appliance reads anyway */
    public static ConfigurationCheck of(Optional<ConfigurationFile> file) {
        SmallRyeConfig config = builder(file).build();
        List<String> names = names(config, file);
        List<String> problems = new ArrayList<>(unknown(config, names));
        problems.addAll(unusable(config, file));
        return new ConfigurationCheck(
                problems,
                names.stream()
                        .filter(name -> OF_UNCHECKED.matcher(key(name)).matches())
                        .toList());
    }

    public ConfigurationCheck {
        problems = List.copyOf(problems);
        unchecked = List.copyOf(unchecked);
    }

    /** What the file sets, or else the files that are read without being named. */
    private static List<String> names(SmallRyeConfig config, Optional<ConfigurationFile> file) {
        return file.map(given -> given.source().getPropertyNames().stream())
                .orElseGet(() -> StreamSupport.stream(config.getConfigSources().spliterator(), false)
                        .filter(source -> source.getName().contains("config/application."))
                        .flatMap(source -> source.getPropertyNames().stream()))
                .distinct()
                .sorted()
                .toList();
    }

    private static String key(String name) {
        return PROFILE.matcher(name).replaceFirst("");
    }

    private static List<String> unknown(SmallRyeConfig config, List<String> names) {
        PropertyNamesMatcher known = ConfigMappings.propertyNamesMatcher(
                mappings().map(ConfigClass::configClass).toList());
        return names.stream()
                .filter(name -> !OF_UNCHECKED.matcher(key(name)).matches())
                .filter(name -> !key(name).equals(Configuration.DATA_DIRECTORY) && !known.matches(key(name)))
                .map(name -> source(config, name) + "there is no key " + name
                        + " that can be set; edge-config/application.yaml shows all")
                .toList();
    }

    private static List<String> unusable(SmallRyeConfig config, Optional<ConfigurationFile> file) {
        // Where Quarkus has the defaults of the exporter of traces.
        SmallRyeConfigBuilder builder =
                new OtlpExporterConfigBuilder().configBuilder(builder(file).withValidateUnknown(false));
        mappings().forEach(builder::withMapping);
        try {
            builder.build();
            return List.of();
        } catch (ConfigValidationException e) {
            return IntStream.range(0, e.getProblemCount())
                    .mapToObj(e::getProblem)
                    .map(problem -> NUMBER.matcher(problem.getMessage()).replaceAll(""))
                    .map(message -> sourceOfKeyIn(config, message) + message)
                    .toList();
        }
    }

    private static String sourceOfKeyIn(SmallRyeConfig config, String message) {
        return Arrays.stream(message.split(" "))
                .filter(word -> config.getConfigValue(word).getValue() != null)
                .findFirst()
                .map(key -> source(config, key))
                .orElse("");
    }

    private static String source(SmallRyeConfig config, String key) {
        String name = config.getConfigValue(key).getConfigSourceName();
        return SOURCE.matcher(name).replaceFirst("$1") + ": ";
    }

    private static Stream<Class<?>> mappings() {
        return Stream.concat(OURS.stream(), OF_QUARKUS.stream());
    }

    private static SmallRyeConfigBuilder builder(Optional<ConfigurationFile> file) {
        return ConfigUtils.configBuilder()
                .withSources(file.map(ConfigurationFile::alone).stream().toList());
    }
}
