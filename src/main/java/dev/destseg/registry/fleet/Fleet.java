package dev.destseg.registry.fleet;

import dev.destseg.recipe.Blob;
import dev.destseg.recipe.ModelPack;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.Sha256;
import dev.destseg.registry.Refusal;
import dev.destseg.registry.RegistryRefusedException;
import dev.destseg.registry.oci.AnnotatedManifest;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.oci.RegistryClient;
import dev.destseg.registry.oci.Repository;
import dev.destseg.registry.transfer.SignatureExchange;
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

    /** @param policy whose signatures count */
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
            StationReport report = StationReport.decode(manifest);
            return verified(station, report, Sha256.of(manifest), policy, now);
        } catch (RegistryRefusedException e) {
            return new Member(station, Optional.empty(), false, e.getMessage());
        }
    }

    private Member verified(String station, StationReport report, Sha256 digest, TrustPolicy policy, Instant now) {
        try {
            Admission admission = policy.admit(
                    repository.host(),
                    repository.name(),
                    digest,
                    new SignatureExchange(client, repository).fetch(digest),
                    now);
            if (!report.station().equals(station)) {
                throw new RegistryRefusedException(
                        Refusal.SWAPPED, "The report is of the station '" + report.station() + "'");
            }
            return new Member(station, Optional.of(report), true, admission.inWords());
        } catch (RegistryRefusedException e) {
            return new Member(station, Optional.of(report), false, e.getMessage());
        }
    }

    /** Leaves a report in place of the one before. */
    public void report(StationReport report, SigningKey key) {
        byte[] manifest = report.encode();
        Blob artifact = Blob.of(ModelPack.MANIFEST_TYPE, manifest);
        AnnotatedManifest.put(
                client, new Reference(repository, artifact.digest().toString()), manifest);
        new SignatureExchange(client, repository)
                .attach(
                        artifact,
                        List.of(key.sign(
                                repository.toString(),
                                artifact.digest(),
                                new SignedClaims(Optional.of(report.time()), Optional.empty()))));
        client.putManifest(
                new Reference(repository, RecipeDescription.nameOf(report.station())),
                ModelPack.MANIFEST_TYPE,
                manifest);
    }
}
