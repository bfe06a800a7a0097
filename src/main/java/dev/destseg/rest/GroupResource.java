package dev.destseg.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.destseg.access.RoleName;
import dev.destseg.line.KafkaGroup;
import dev.destseg.line.kafka.GroupState;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Groups of appliances that this one judges for. */
@Path("/api/v1/groups")
@Tag(name = "Line")
@Blocking
@RolesAllowed(RoleName.VIEWER)
class GroupResource {
    private final KafkaGroup group;

    GroupResource(KafkaGroup group) {
        this.group = group;
    }

    /** A group, and how this appliance does as a member. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "Group")
    record GroupView(
            @Schema(examples = "destseg") String name,
            @Schema(description = "The cluster.", examples = "kafkas://broker.plant.example:9093") String address,
            @Schema(description = "What this appliance is called there.", examples = "press-4-1f2e3d4c") String member,
            @Schema(description = "Whether it is a member now.") boolean joined,
            @Schema(description = "Partitions of the topic of images that it judges.") List<Integer> partitions,
            @Schema(description = "Messages of these without an answer, as of some seconds ago.", examples = "12")
                    long lag,
            @Schema(description = "Inspections committed since the start.", examples = "18230") long results,
            @Schema(description = "Messages since the start that could not be judged.", examples = "0")
                    @JsonProperty("dead_letters")
                    long deadLetters,
            @Schema(
                            description =
                                    "Messages that the cluster deleted before anybody judged them, as seen since the start.",
                            examples = "0")
                    long lost,
            @Schema(description = "How often membership has ended by a failure since the start.", examples = "0")
                    long interruptions,
            @Nullable @Schema(description = "What keeps it from working now.") String problem) {
        static GroupView of(GroupState state) {
            return new GroupView(
                    state.group(),
                    state.address(),
                    state.member(),
                    state.joined(),
                    state.partitions(),
                    state.lag(),
                    state.results(),
                    state.deadLetters(),
                    state.lost(),
                    state.interruptions(),
                    state.problem().orElse(null));
        }
    }

    @GET
    @Operation(summary = "The group of Kafka that this appliance judges for, if any, and how it does as a member.")
    public List<GroupView> groups() {
        return group.state().map(GroupView::of).stream().toList();
    }
}
