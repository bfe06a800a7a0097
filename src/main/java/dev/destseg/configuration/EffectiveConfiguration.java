package dev.destseg.configuration;

import io.smallrye.config.SmallRyeConfig;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;

/** What the running appliance goes by. */
public final class EffectiveConfiguration {
    /** Ours, and what people set of Quarkus. */
    private static final Pattern SHOWN =
            Pattern.compile("destseg\\..+|quarkus\\.(http\\.(host|port|ssl-port|limits\\..+|idle-timeout)|tls\\..+"
                    + "|log\\.(level|console\\..+|file\\..+)|shutdown\\.timeout|oidc\\..+)");

    private static final Pattern SECRET = Pattern.compile(".*(password|secret|token|credential|key-store|\\bkey\\b).*");
    /** What a source is called; the file within is what people know. */
    private static final Pattern FILE = Pattern.compile("^.*\\[source=(?:file:)?(.*)]$");

    private EffectiveConfiguration() {}

    /**
     * A key in force.
     *
     * @param value stars for a secret
     * @param source the file, environment or default that it comes from
     */
    public record Setting(String key, String value, String source) {}

    /** Sorted by key. */
    public static List<Setting> settings() {
        SmallRyeConfig config = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .distinct()
                .filter(key -> SHOWN.matcher(key).matches())
                .sorted()
                .map(config::getConfigValue)
                .flatMap(value -> setting(value).stream())
                .toList();
    }

    private static Optional<Setting> setting(ConfigValue value) {
        if (value.getValue() == null) {
            return Optional.empty();
        }
        boolean secret = SECRET.matcher(value.getName()).matches();
        return Optional.of(new Setting(value.getName(), secret ? "*****" : value.getValue(), source(value)));
    }

    private static String source(ConfigValue value) {
        String name = value.getSourceName() == null ? "default" : value.getSourceName();
        String file = FILE.matcher(name).replaceFirst("$1");
        if (file.startsWith("DefaultValues")
                || file.contains("quarkus-run")
                || file.contains("application.properties")) {
            return "default";
        }
        return file;
    }
}
