package dev.destseg.registry.trust;

import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.Signature;
import dev.destseg.registry.Refusal;
import dev.destseg.registry.RegistryRefusedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Looks at the signatures of an artifact one by one: who has signed it, and what is wrong with the others. */
final class SignatureCheck {
    private final List<TrustedKey> keys;
    private final List<TrustedRoot> roots;
    private final Set<String> revoked;
    private final Sha256 artifact;
    private final Instant now;
    private final Set<String> signers = new TreeSet<>();
    private final Set<String> revokedSigners = new TreeSet<>();
    private final List<Problem> problems = new ArrayList<>();

    /** Why a signature does not count. */
    private record Problem(Refusal why, String words) {}

    SignatureCheck(List<TrustedKey> keys, List<TrustedRoot> roots, Set<String> revoked, Sha256 artifact, Instant now) {
        this.keys = keys;
        this.roots = roots;
        this.revoked = revoked;
        this.artifact = artifact;
        this.now = now;
    }

    void look(Signature signature) {
        try {
            SimpleSigning signed = SimpleSigning.decode(signature.payload());
            int before = signers.size() + problems.size();
            keys.stream().filter(key -> key.hasSigned(signature)).forEach(key -> count(key, signed));
            roots.forEach(root -> count(root, root.check(signature, now), signed));
            if (signers.size() + problems.size() == before) {
                problems.add(new Problem(Refusal.UNTRUSTED, "a signature is of no key that the policy names"));
            }
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(Refusal.MALFORMED, e.getMessage()));
        }
    }

    private void count(TrustedKey key, SimpleSigning signed) {
        if (key.countsAt(now) || revoked.contains(key.name())) {
            count(key.name(), signed);
        } else {
            problems.add(new Problem(Refusal.EXPIRED, "the key " + key.name() + " is past its time, or before it"));
        }
    }

    private void count(TrustedRoot root, TrustedRoot.Outcome outcome, SimpleSigning signed) {
        switch (outcome) {
            case SIGNED -> count(root.name(), signed);
            case EXPIRED ->
                problems.add(
                        new Problem(Refusal.EXPIRED, "the certificate below " + root.name() + " is past its time"));
            case NOT_SIGNED -> {}
        }
    }

    private void count(String signer, SimpleSigning signed) {
        if (!signed.artifact().equals(artifact)) {
            problems.add(new Problem(
                    Refusal.SWAPPED, "the signature of " + signer + " is of something else, " + signed.artifact()));
        } else if (revoked.contains(signer)) {
            revokedSigners.add(signer);
            problems.add(new Problem(Refusal.REVOKED, "the key " + signer + " was revoked"));
        } else if (signed.claims().expires().filter(end -> !now.isBefore(end)).isPresent()) {
            problems.add(new Problem(
                    Refusal.EXPIRED,
                    "the signature of " + signer + " expired at "
                            + signed.claims().expires().get()));
        } else {
            signers.add(signer);
        }
    }

    Set<String> signers() {
        return signers;
    }

    /** Those who have signed this artifact, and whose signatures would count were they not revoked. */
    Set<String> revokedSigners() {
        return revokedSigners;
    }

    RegistryRefusedException refusal(List<TrustRule> rules) {
        Refusal why = problems.stream()
                .map(Problem::why)
                .filter(reason -> reason != Refusal.UNTRUSTED)
                .findFirst()
                .orElse(Refusal.UNTRUSTED);
        String words = problems.isEmpty()
                ? ""
                : ": "
                        + problems.stream()
                                .map(Problem::words)
                                .distinct()
                                .reduce((a, b) -> a + "; " + b)
                                .orElse("");
        TrustRule rule = rules.get(0);
        return new RegistryRefusedException(
                why,
                artifact + " lacks signatures: " + rule.required() + " of " + new TreeSet<>(rule.signers())
                        + " must have signed, " + (signers.isEmpty() ? "none" : signers) + " of those known did"
                        + words);
    }
}
