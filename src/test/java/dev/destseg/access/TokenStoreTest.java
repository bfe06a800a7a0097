package dev.destseg.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenStoreTest {
    private static final Instant NOW = Instant.parse("2026-01-31T06:00:00Z");

    @TempDir
    private Path folder;

    private Path directory;
    private TokenStore store;
    private TokenLookup lookup;

    @BeforeEach
    void open() {
        directory = folder.resolve("data");
        store = new TokenStore(directory);
        lookup = new TokenLookup(directory);
    }

    @Test
    void theFileHasTheDigestAndNotTheToken() throws IOException {
        String secret = create("ada").secret().text();

        String file = Files.readString(directory.resolve("tokens.json"));
        assertFalse(file.contains(secret.substring(Secret.PREFIX.length())), file);
        assertTrue(
                file.contains(Sha256.of(secret.getBytes(StandardCharsets.UTF_8)).toString()), file);
        assertFalse(create("bob").toString().contains(create("eve").secret().text()));
    }

    @Test
    void onlyTheOwnerCanReadTheFileWhateverWasThereBefore() throws IOException {
        Files.createDirectories(directory);
        Files.createFile(
                directory.resolve(".tokens.json.partial"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw-rw-")));
        create("ada");
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("tokens.json"))));
    }

    @Test
    void aTokenIsFoundByItsSecretUntilItIsRevoked() {
        assertFalse(lookup.isConfigured());
        NewToken ada = create("ada");
        NewToken bob = store.create(Role.VIEWER, Optional.of("bob"), Optional.empty(), NOW);

        assertEquals(Optional.of(ada.token()), lookup.find(ada.secret().text(), NOW));
        assertEquals(Optional.of(bob.token()), lookup.find(bob.secret().text(), NOW));
        assertEquals(Optional.empty(), lookup.find(ada.secret().text() + "x", NOW));
        store.revoke("ada");
        assertEquals(Optional.empty(), lookup.find(ada.secret().text(), NOW));
        assertEquals(List.of(bob.token()), store.list());
        store.revoke("bob");
        assertTrue(lookup.isConfigured());
        assertFalse(lookup.hasValid(NOW));
    }

    @Test
    void aTokenIsWorthNothingFromItsExpiryOn() {
        NewToken token = store.create(Role.ADMIN, Optional.empty(), Optional.of(Duration.ofDays(90)), NOW);
        Instant end = NOW.plus(Duration.ofDays(90));

        assertTrue(lookup.find(token.secret().text(), end.minusSeconds(1)).isPresent());
        assertTrue(lookup.find(token.secret().text(), end).isEmpty());
        assertFalse(lookup.hasValid(end));
    }

    @Test
    void secretsDifferAndHave256Bits() {
        String one = create("one").secret().text();
        String two = create("two").secret().text();

        assertNotEquals(one, two);
        assertTrue(one.matches("destseg_[A-Za-z0-9_-]{43}"), one);
    }

    @Test
    void aTokenWithoutANameIsNamedAfterItsRole() {
        String name = store.create(Role.ENGINEER, Optional.empty(), Optional.empty(), NOW)
                .token()
                .name();
        assertTrue(name.matches("engineer-[0-9a-f]{6}"), name);
    }

    @Test
    void refusesNamesThatAreTakenOrNone() {
        create("ada");
        for (String name : List.of("ada", "", "../ada", "a b", "a\nb", "x".repeat(65))) {
            assertThrows(InputException.class, () -> create(name), name);
        }
        assertThrows(InputException.class, () -> store.revoke("nobody"));
        assertEquals(1, store.list().size());
    }

    @Test
    void aDamagedFileIsNotTakenForOneWithoutTokens() throws IOException {
        create("ada");
        Path file = directory.resolve("tokens.json");
        String whole = Files.readString(file);
        for (String damaged : List.of(
                "",
                "{}",
                whole.substring(0, whole.length() / 2),
                whole.replace("admin", "king"),
                whole.replace("sha256:", "md5:"))) {
            Files.writeString(file, damaged);
            assertThrows(InputException.class, () -> lookup.isConfigured(), damaged);
            assertThrows(InputException.class, () -> lookup.find("destseg_x", NOW), damaged);
            assertThrows(InputException.class, store::list, damaged);
            assertThrows(InputException.class, () -> create("bob"), damaged);
        }
    }

    @Test
    void aRoleIncludesAllBelowIt() {
        assertEquals(Set.of("viewer"), Role.VIEWER.included());
        assertEquals(Set.of("viewer", "operator", "engineer"), Role.ENGINEER.included());
        assertTrue(Role.ADMIN.includes(Role.VIEWER));
        assertFalse(Role.OPERATOR.includes(Role.ENGINEER));
    }

    private NewToken create(String name) {
        return store.create(Role.ADMIN, Optional.of(name), Optional.empty(), NOW);
    }
}
