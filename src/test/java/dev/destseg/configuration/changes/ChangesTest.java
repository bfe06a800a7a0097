package dev.destseg.configuration.changes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.destseg.access.Role;
import dev.destseg.access.TokenStore;
import dev.destseg.configuration.EffectiveConfiguration.Setting;
import dev.destseg.inspection.journal.Event;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.Numbered;
import dev.destseg.inspection.journal.SmallJournal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the journal hears of changes that are made beside the appliance. */
class ChangesTest {
    @TempDir
    private Path folder;

    private Journal journal;
    private TokenStore tokens;

    @BeforeEach
    void open() {
        journal = SmallJournal.open(folder.resolve("journal"));
        tokens = new TokenStore(folder);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void aTokenThatIsMadeAndOneThatIsRevokedAreWrittenDownOnce() {
        TokenChanges changes = tokenChanges();
        create("press-2");
        changes.keep("ada");
        changes.keep("bob");
        tokens.revoke("press-2");
        changes.keep("bob");
        changes.keep("bob");
        assertEquals(List.of("token-revoked by bob", "token-created by ada"), said());
        assertEquals("operator", events().get(1).details().path("role").asText());
    }

    @Test
    void whatChangedWhileTheApplianceStoodStillIsToldAtItsStart() {
        create("gone");
        create("stays");
        create("made-anew");
        tokenChanges().keep("ada");
        tokens.revoke("gone");
        tokens.revoke("made-anew");
        create("made-anew");
        create("fresh");
        int before = events().size();
        tokenChanges().keep("command line");
        List<String> names = events().stream()
                .limit(events().size() - before)
                .map(event -> event.kind() + " " + event.details().path("token").asText())
                .sorted()
                .toList();
        assertEquals(
                List.of(
                        "token-created fresh",
                        "token-created made-anew",
                        "token-revoked gone",
                        "token-revoked made-anew"),
                names);
    }

    @Test
    void aConfigurationIsWrittenDownWhenItDiffers() {
        SettingChanges changes = new SettingChanges(journal, Clock.systemUTC());
        changes.keep(List.of(setting("a", "1"), setting("b", "2")));
        changes.keep(List.of(setting("a", "1"), setting("b", "2")));
        assertEquals(1, events().size());
        assertFalse(events().get(0).details().has("changed"));
        changes.keep(List.of(setting("a", "1"), setting("c", "3")));
        assertEquals(
                "{\"b\":{\"before\":\"2\",\"now\":null},\"c\":{\"before\":null,\"now\":\"3\"}}",
                events().get(0).details().get("changed").toString());
    }

    private static Setting setting(String key, String value) {
        return new Setting(key, value, "default");
    }

    private void create(String name) {
        tokens.create(Role.OPERATOR, Optional.of(name), Optional.empty(), Instant.now());
    }

    private TokenChanges tokenChanges() {
        return new TokenChanges(journal, tokens::list, Clock.systemUTC());
    }

    private List<Event> events() {
        return journal.queries().events(Optional.empty(), Optional.empty(), 100).entries().stream()
                .map(Numbered::value)
                .toList();
    }

    private List<String> said() {
        return events().stream()
                .map(event -> event.kind() + " by " + event.who())
                .toList();
    }
}
