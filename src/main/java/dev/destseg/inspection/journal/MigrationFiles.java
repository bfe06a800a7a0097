package dev.destseg.inspection.journal;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * The migrations of a journal's database for Flyway, which would search a class path for them that a native executable does
 * not have. The framework's own Flyway is not enabled: told that it is not active, it is made at each start all the same,
 * and takes a thirtieth of it.
 */
final class MigrationFiles implements ResourceProvider {
    private static final String FOLDER = "/db/journal/";

    private MigrationFiles() {}

    static Flyway of(DataSource database) {
        return Flyway.configure(MigrationFiles.class.getClassLoader())
                .dataSource(database)
                .resourceProvider(new MigrationFiles())
                .javaMigrationClassProvider(List::of)
                .load();
    }

    @Override
    public @Nullable LoadableResource getResource(String name) {
        return Migrations.CHECKSUMS.containsKey(name) ? new MigrationFile(name) : null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return Migrations.CHECKSUMS.keySet().stream()
                .filter(name -> name.startsWith(prefix) && Stream.of(suffixes).anyMatch(name::endsWith))
                .<LoadableResource>map(MigrationFile::new)
                .toList();
    }

    private static final class MigrationFile extends LoadableResource {
        private final String name;

        MigrationFile(String name) {
            this.name = name;
        }

        @Override
        public Reader read() {
            InputStream file = MigrationFiles.class.getResourceAsStream(FOLDER + name);
            return new InputStreamReader(Objects.requireNonNull(file, name), StandardCharsets.UTF_8);
        }

        @Override
        public String getAbsolutePath() {
            return FOLDER + name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return getAbsolutePath();
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}
