package dev.destseg.registry.fleet;

import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.Signature;
import dev.destseg.registry.RegistryRefusedException;
import dev.destseg.registry.oci.AnnotatedManifest;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.oci.RegistryClient;
import dev.destseg.registry.oci.Repository;
import dev.destseg.registry.trust.Admission;
import dev.destseg.registry.trust.SignedClaims;
import dev.destseg.registry.trust.SigningKey;
import dev.destseg.registry.trust.TrustPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The reports of all boxes in a repository, each under a tag that is its station's name. Safe between threads. */
public record Fleet(RegistryClient client, Repository repository) {
    private static final int MOST = 1000;

    /**
     * A box as its report shows it.
     *
     * @param station the tag that its report lies under
     * @param report what it says; empty when it cannot be read
     * @param verified whether the policy knows who signed it
     * @param words who signed it, or what is wrong
     */
    public record Member(String station, Optional<StationReport> report, boolean verified, String words) {}

    /** @param policy whose signatures count; a key counts for the station that it is named after */
    public List<Member> list(TrustPolicy policy, Instant now) {
        List<Member> members = new ArrayList<>();
        for (String tag : client.tags(repository)) {
            if (!tag.startsWith("sha256-") && members.size() < MOST) {
                members.add(member(tag, policy, now));
            }
        }
        return members;
    }

    private Member member(String station, TrustPolicy policy, Instant now) {
        try {
            byte[] manifest =
                    client.manifest(new Reference(repository, station)).bytes();
            return verified(station, StationReport.decode(manifest), policy, now);
        } catch (RegistryRefusedException e) {
            return new Member(station, Optional.empty(), false, e.getMessage());
        }
    }

    private Member verified(String station, StationReport.Received received, TrustPolicy policy, Instant now) {
        Optional<StationReport> report = Optional.of(received.report());
        try {
            Admission admission = policy.admitReport(
                    repository.host(), repository.name(), received.digest(), List.of(received.signature()), now);
            boolean own = RecipeDescription.nameOf(received.report().station()).equals(station)
                    && admission.signers().contains(received.report().station());
            return new Member(
                    station,
                    report,
                    own,
                    own ? admission.inWords() : admission.inWords() + ", not by a key named as the station is");
        } catch (RegistryRefusedException e) {
            return new Member(station, report, false, e.getMessage());
        }
    }

    /** Leaves a report in place of the one before. */
    public void report(StationReport report, SigningKey key) {
        Signature signature = key.sign(
                repository.toString(),
                Sha256.of(report.text()),
                new SignedClaims(Optional.of(report.time()), Optional.empty()));
        Reference tag = new Reference(repository, RecipeDescription.nameOf(report.station()));
        AnnotatedManifest.put(client, tag, report.encode(signature));
    }
}
