package dev.destseg.line.opcua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.access.NewToken;
import dev.destseg.access.Role;
import dev.destseg.access.TokenLookup;
import dev.destseg.access.TokenStore;
import dev.destseg.tensor.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.identity.AnonymousProvider;
import org.eclipse.milo.opcua.sdk.client.identity.IdentityProvider;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodResult;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is let in, and what they may do. */
class VisionSecurityTest {
    private static final String AUTOMATIC = VisionTestBox.STATION + "/VisionStateMachine/AutomaticModeStateMachine/";
    private static final int INTERNAL_RECIPE = 3013;

    @TempDir
    private Path folder;

    private VisionTestBox box;
    private TokenStore tokens;

    @BeforeEach
    void open() throws Exception {
        box = new VisionTestBox(folder).serve();
        tokens = new TokenStore(folder);
    }

    @AfterEach
    void close() {
        box.close();
    }

    private NewToken token(Role role) {
        return tokens.create(role, Optional.of(role.label()), Optional.empty(), Instant.now());
    }

    private static IdentityProvider user(NewToken token) {
        return new UsernameProvider("whoever", token.secret().text());
    }

    private static String status(UaException refused) {
        return StatusCodes.lookup(refused.getStatusCode().value()).orElseThrow()[0];
    }

    private String refusal(IdentityProvider user) {
        return status(assertThrows(
                UaException.class, () -> ControlSystem.connect(box.url(), user).close()));
    }

    private static CallMethodResult start(ControlSystem client) throws Exception {
        return client.call(AUTOMATIC + "StartSingleJob", null, null, null, null, null);
    }

    private CallMethodResult prepare(ControlSystem client) throws Exception {
        return client.call(
                VisionTestBox.STATION + "/RecipeManagement/PrepareRecipe",
                null,
                client.structure(
                        INTERNAL_RECIPE,
                        Map.of("Id", box.recipe.recipe().digest().toString())));
    }

    @Test
    void nobodyIsLetInWithoutATokenOnceThereIsOne() throws Exception {
        try (ControlSystem early = ControlSystem.connect(box.url())) {
            assertEquals("Good", ControlSystem.status(prepare(early)));
            token(Role.VIEWER);
            assertEquals(
                    "Bad_UserAccessDenied", ControlSystem.status(prepare(early)), "An open session stays no way in");
        }
        assertEquals("Bad_IdentityTokenRejected", refusal(new AnonymousProvider()));
        assertEquals("Bad_UserAccessDenied", refusal(new UsernameProvider("viewer", "destseg_guessed")));
        assertEquals("Bad_UserAccessDenied", refusal(new UsernameProvider("viewer", "")));
    }

    @Test
    void eachRoleMayWhatItMayElsewhere() throws Exception {
        box.activate(box.recipe.recipe().digest());
        NewToken viewer = token(Role.VIEWER);
        NewToken operator = token(Role.OPERATOR);
        NewToken engineer = token(Role.ENGINEER);
        try (ControlSystem client = ControlSystem.connect(box.url(), user(viewer))) {
            client.awaitState(VisionTestBox.STATION, "Ready");
            assertEquals("Bad_UserAccessDenied", ControlSystem.status(start(client)));
            assertEquals("Bad_UserAccessDenied", ControlSystem.status(prepare(client)));
        }
        try (ControlSystem client = ControlSystem.connect(box.url(), user(operator))) {
            assertEquals("Bad_UserAccessDenied", ControlSystem.status(prepare(client)));
            assertEquals(0, ControlSystem.error(start(client)));
            client.awaitState(VisionTestBox.STATION, "Ready");
            tokens.revoke(Role.OPERATOR.label());
            assertEquals("Bad_UserAccessDenied", ControlSystem.status(start(client)));
        }
        try (ControlSystem client = ControlSystem.connect(box.url(), user(engineer))) {
            assertEquals(0, ControlSystem.error(prepare(client)));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SecurityPolicy.class,
            names = {"Basic256Sha256", "Aes128_Sha256_RsaOaep", "Aes256_Sha256_RsaPss"})
    void aCertificateIsRefusedUntilSomebodyTrustsIt(SecurityPolicy policy) throws Exception {
        IdentityProvider user = user(token(Role.OPERATOR));
        KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
        X509Certificate certificate = new SelfSignedCertificateBuilder(keys)
                .setCommonName("control system")
                .setApplicationUri("urn:control:system")
                .build();
        assertThrows(UaException.class, () -> connect(policy, user, keys, certificate)
                .disconnect());
        Path rejected = box.certificates().resolve("rejected");
        Path trusted = box.certificates().resolve("trusted/certs");
        try (Stream<Path> files = Files.list(rejected)) {
            Path file = files.findFirst().orElseThrow();
            Files.move(file, trusted.resolve(file.getFileName()));
        }
        OpcUaClient client = connectPatiently(policy, user, keys, certificate);
        try {
            assertEquals(policy.getUri(), client.getConfig().getEndpoint().getSecurityPolicyUri());
        } finally {
            client.disconnect();
        }
    }

    private OpcUaClient connect(SecurityPolicy policy, IdentityProvider user, KeyPair keys, X509Certificate certificate)
            throws UaException {
        OpcUaClient client = OpcUaClient.create(
                box.url() + "/discovery",
                endpoints -> endpoints.stream()
                        .filter(one -> one.getSecurityPolicyUri().equals(policy.getUri()))
                        .filter(one -> one.getSecurityMode() == MessageSecurityMode.SignAndEncrypt)
                        .findFirst(),
                transport -> {},
                config -> config.setIdentityProvider(user)
                        .setApplicationUri("urn:control:system")
                        .setKeyPair(keys)
                        .setCertificate(certificate)
                        .setCertificateChain(new X509Certificate[] {certificate})
                        .setCertificateValidator(new CertificateValidator.InsecureCertificateValidator()));
        try {
            return client.connect();
        } catch (UaException e) {
            client.disconnect();
            throw e;
        }
    }

    /** The server looks for trusted certificates as the operating system tells of them. */
    private OpcUaClient connectPatiently(
            SecurityPolicy policy, IdentityProvider user, KeyPair keys, X509Certificate certificate) throws Exception {
        for (int i = 0; i < 30; i++) {
            try {
                return connect(policy, user, keys, certificate);
            } catch (UaException notYet) {
                Thread.sleep(200);
            }
        }
        return connect(policy, user, keys, certificate);
    }

    @Test
    void theKeyIsItsOwnersAloneAndTheCertificateStaysTheSame() throws Exception {
        Path store = box.certificates().resolve("server.p12");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(store)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(box.certificates())));
        try (Certificates first = Certificates.in(box.certificates(), "127.0.0.1");
                Certificates second = Certificates.in(box.certificates(), "127.0.0.1")) {
            assertEquals(first.own(), second.own());
        }
    }

    @Test
    void otherMachinesAreNotListenedToWithoutATokenAndNeverInTheClearUnlessThatIsAskedFor() {
        InputException refused = assertThrows(
                InputException.class,
                () -> VisionServer.start(
                        "0.0.0.0",
                        box.port,
                        folder.resolve("other"),
                        List.of(),
                        new TokenLookup(folder),
                        box.box(),
                        List.of(VisionTestBox.observed())));
        assertTrue(refused.getMessage().contains("destseg token create"), refused.getMessage());
        assertFalse(ListeningAddress.of("0.0.0.0", 4840, folder, List.of())
                .policies()
                .contains(SecurityPolicy.None));
        assertEquals(
                Set.of(SecurityPolicy.None),
                ListeningAddress.of("0.0.0.0", 4840, folder, List.of("None")).policies());
        assertTrue(ListeningAddress.of("127.0.0.1", 4840, folder, List.of())
                .policies()
                .contains(SecurityPolicy.None));
    }

    @Test
    void aPolicyThatIsNotSafeAnyMoreIsRefusedByName() {
        String message = assertThrows(
                        InputException.class, () -> ListeningAddress.of("127.0.0.1", 1, folder, List.of("Basic256")))
                .getMessage();
        assertTrue(message.contains("'Basic256'") && message.contains("destseg.opcua.policies"), message);
    }

    @Test
    void aStationWhoseNameWouldBePartOfAnothersNodeIdsIsRefused() {
        String message = assertThrows(
                        InputException.class,
                        () -> new VisionSettings(
                                "press/4", Optional.empty(), Optional.empty(), Optional.empty(), Duration.ZERO))
                .getMessage();
        assertTrue(message.contains("'press/4'"), message);
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        String message = assertThrows(
                        InputException.class,
                        () -> VisionServer.start(
                                "127.0.0.1",
                                box.port,
                                box.certificates(),
                                List.of(),
                                new TokenLookup(folder),
                                box.box(),
                                List.of(VisionTestBox.observed())))
                .getMessage();
        assertTrue(message.contains(Integer.toString(box.port)) && message.contains("destseg.opcua"), message);
    }
}
