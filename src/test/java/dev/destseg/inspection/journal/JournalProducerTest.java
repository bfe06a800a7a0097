package dev.destseg.inspection.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The journal of the application, from its own data source and configuration. */
@QuarkusTest
@TestProfile(OwnDataDirectory.class)
class JournalProducerTest {
    @Inject
    Instance<Journal> journal;

    @Inject
    JournalProducer producer;

    @ConfigProperty(name = "destseg.data-directory")
    Path dataDirectory;

    @Test
    void theJournalLiesInTheDataDirectoryAndKeepsWhatTheConfigurationSays() {
        Instant now = Instant.now();
        InspectionEntry entry = journal.get().append(SmallJournal.ok(now), Optional.empty(), Optional.empty());
        InspectionEntry old =
                journal.get().append(SmallJournal.ok(Instant.EPOCH), SmallJournal.bytes("image"), Optional.empty());
        journal.get().requireWritable();

        assertTrue(Files.exists(dataDirectory.resolve("journal/journal.db")));
        assertEquals(Optional.of(entry), journal.get().queries().find(entry.id()));
        Deleted deleted = producer.sweep(journal.get()).run(now);
        assertEquals(1, deleted.tooOld(), deleted::sentence);
        assertEquals(Optional.empty(), journal.get().queries().find(old.id()));
    }
}
