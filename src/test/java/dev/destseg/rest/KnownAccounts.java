package dev.destseg.rest;

import dev.destseg.Guarded;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.smallrye.jwt.build.Jwt;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The application where programs come with what an identity provider signed, whose key is known beforehand, so that the
 * provider itself need not be there. It calls engineers plant-quality.
 */
public final class KnownAccounts implements QuarkusTestProfile {
    private static final String ISSUER = "https://sign-in.plant.example";
    private static final String KEY = "test.accounts.key";

    @Override
    public Map<String, String> getConfigOverrides() {
        KeyPair pair = pair();
        Map<String, String> overrides = new HashMap<>(new Guarded().getConfigOverrides());
        overrides.put("quarkus.oidc.tenant-enabled", "true");
        overrides.put("quarkus.oidc.application-type", "service");
        overrides.put(
                "quarkus.oidc.public-key",
                Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
        overrides.put("quarkus.oidc.token.issuer", ISSUER);
        overrides.put("quarkus.http.auth.roles-mapping.plant-quality", "engineer,operator,viewer");
        // The profile is read by another class loader than the test's.
        overrides.put(KEY, Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
        return overrides;
    }

    static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the provider issues. */
    static String issued(PrivateKey key, Instant when, String name, String... roles) {
        return Jwt.issuer(ISSUER)
                .upn(name)
                .groups(Set.of(roles))
                .issuedAt(when)
                .expiresAt(when.plus(Duration.ofMinutes(5)))
                .sign(key);
    }
}
