package dev.destseg.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.destseg.access.RoleName;
import dev.destseg.recipe.JudgedProducts;
import dev.destseg.recipe.Sha256;
import dev.destseg.registry.channel.Channel;
import dev.destseg.registry.sync.CandidatePush;
import dev.destseg.registry.sync.ChannelState;
import dev.destseg.registry.sync.RegistrySync;
import dev.destseg.registry.sync.Stage;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The registry that this box follows. */
@Path("/api/v1/registry")
@Tag(name = "Registry")
@Blocking
@RolesAllowed(RoleName.VIEWER)
class RegistryResource {
    private final RegistrySync sync;
    private final CandidatePush candidates;
    private final JudgedProducts products;

    RegistryResource(RegistrySync sync, CandidatePush candidates, JudgedProducts products) {
        this.candidates = candidates;
        this.sync = sync;
        this.products = products;
    }

    /**
     * What is followed.
     *
     * @param obstacle why nothing is followed at all; null when channels are
     * @param channels by product
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "Registry")
    record RegistryView(
            @Nullable @Schema(examples = "No registry is configured; set destseg.registry.host to follow one")
                    String obstacle,
            @Nullable
                    @Schema(description = "When the registry answered for all channels; null before that.")
                    @JsonProperty("last_synchronisation")
                    Instant lastSynchronisation,
            List<ChannelView> channels) {}

    /** A channel, and how far its recipe has come here. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "Channel")
    record ChannelView(
            @Schema(examples = "flange") String product,
            @Schema(examples = "registry.plant.example:5000/recipes/flange:stable") String reference,
            @Nullable @Schema(description = "Digest of the recipe that is to judge; null before the registry answered.")
                    String recipe,
            @Nullable @Schema(description = "Version of that recipe.", examples = "1.2") String version,
            @Nullable @Schema(description = "Digest of the recipe that judges now.") String judging,
            @Schema(description = "Whether the channel's recipe does not judge here yet.") @JsonProperty("is_new")
                    boolean isNew,
            @Nullable @Schema(description = "Counts the states of the channel.", examples = "7") Long sequence,
            @Nullable @Schema(description = "Per cent of the boxes that take it.", examples = "25") Integer percentage,
            Stage stage,
            @Schema(description = "The stage in words, and why.", examples = "it judges, and is watched") String words,
            @Schema(description = "Who has signed the channel.", examples = "[\"plant-2026\"]") List<String> signers,
            @Schema(description = "What verifying came to, in words.", examples = "signed by plant-2026")
                    String verification,
            @Nullable @Schema(description = "When the registry last answered.") Instant asked,
            @Nullable @Schema(description = "When the stage was reached.") Instant changed,
            @Nullable @Schema(description = "What went wrong last; it is tried again.") String problem) {}

    /**
     * After a synchronisation.
     *
     * @param problems what went wrong, one for each channel where something did
     */
    @Schema(name = "Synchronisation")
    record SynchronisationView(List<String> problems, RegistryView registry) {}

    @GET
    @Operation(
            summary = "The channels that this box follows, who has signed them, and how far their recipes have come.")
    public RegistryView registry() {
        List<ChannelView> channels = sync.states().entrySet().stream()
                .map(state -> view(state.getKey(), state.getValue()))
                .toList();
        Instant last = sync.age().map(Instant.now()::minus).orElse(null);
        return new RegistryView(sync.obstacle().orElse(null), last, channels);
    }

    @POST
    @RolesAllowed(RoleName.ENGINEER)
    @Path("sync")
    @Operation(summary = "Asks the registry now, and takes what there is as far as it can go.")
    public SynchronisationView synchronise() {
        List<String> problems = sync.now();
        return new SynchronisationView(problems, registry());
    }

    /**
     * A recipe in the registry.
     *
     * @param reference where it lies
     */
    @Schema(name = "PushedCandidate")
    record PushedView(
            @Schema(examples = "registry.plant.example/candidates/press-4:press-4-6b86b273ff34") String reference) {}

    @POST
    @RolesAllowed(RoleName.ENGINEER)
    @Path("candidates")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Sends a recipe of this box to the registry, signed by the box, for people to look at.")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    @APIResponse(responseCode = "503", ref = "Problem")
    public PushedView push(@Nullable RecipeChoice choice) {
        return new PushedView(candidates.push(Digests.parse(choice == null ? null : choice.recipe())));
    }

    private ChannelView view(String product, ChannelState state) {
        @Nullable Channel channel = state.channel().orElse(null);
        @Nullable Sha256 judging = products.judging(product).orElse(null);
        return new ChannelView(
                product,
                sync.tag(product),
                channel == null ? null : channel.recipe().toString(),
                channel == null ? null : channel.version(),
                judging == null ? null : judging.toString(),
                channel != null && !channel.recipe().equals(judging),
                channel == null ? null : channel.sequence(),
                channel == null ? null : channel.percentage(),
                state.stage(),
                state.words(),
                state.signers(),
                state.signers().isEmpty()
                        ? "nothing was verified yet"
                        : "signed by " + String.join(", ", state.signers()),
                state.asked().orElse(null),
                state.changed().orElse(null),
                state.problem().orElse(null));
    }
}
