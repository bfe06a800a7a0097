package dev.destseg.registry.trust;

import dev.destseg.recipe.Signature;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;

/**
 * A root of a plant's own: whoever has a certificate below it may sign.
 *
 * @param name what the policy calls it
 */
record TrustedRoot(String name, X509Certificate certificate) {
    /** What became of a signature with a certificate. */
    enum Outcome {
        SIGNED,
        EXPIRED,
        NOT_SIGNED
    }

    Outcome check(Signature signature, Instant now) {
        if (signature.certificate().isEmpty()) {
            return Outcome.NOT_SIGNED;
        }
        try {
            List<X509Certificate> path =
                    new ArrayList<>(Pem.certificates(signature.certificate().get()));
            path.addAll(Pem.certificates(signature.chain().orElse("")));
            path.removeIf(certificate::equals);
            if (path.isEmpty() || !TrustedKey.verifies(path.get(0).getPublicKey(), signature)) {
                return Outcome.NOT_SIGNED;
            }
            return validate(path, now);
        } catch (CertificateException e) {
            return Outcome.NOT_SIGNED;
        }
    }

    private Outcome validate(List<X509Certificate> path, Instant now) {
        try {
            CertPath chain = CertificateFactory.getInstance("X.509").generateCertPath(path);
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(certificate, null)));
            parameters.setRevocationEnabled(false); // The policy lists what is revoked; there may be no network.
            parameters.setDate(Date.from(now));
            CertPathValidator.getInstance("PKIX").validate(chain, parameters);
            return Outcome.SIGNED;
        } catch (CertPathValidatorException e) {
            return e.getReason() == BasicReason.EXPIRED ? Outcome.EXPIRED : Outcome.NOT_SIGNED;
        } catch (GeneralSecurityException e) {
            return Outcome.NOT_SIGNED;
        }
    }
}
