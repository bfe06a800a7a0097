package dev.destseg.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.destseg.access.Role;
import dev.destseg.access.RoleName;
import dev.destseg.configuration.EffectiveConfiguration;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the appliance is, how it is set up, and who asks. */
@Path("/api/v1")
@Tag(name = "Appliance")
@Blocking
@RolesAllowed(RoleName.VIEWER)
class ApplianceResource {
    private final SecurityIdentity caller;
    private final Exposure exposure;
    private final String version;

    ApplianceResource(
            SecurityIdentity caller,
            Exposure exposure,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.caller = caller;
        this.exposure = exposure;
        this.version = version;
    }

    /** Who asks. */
    @Schema(name = "Identity")
    record IdentityView(
            @Schema(description = "Of the token; local on a box without tokens.", examples = "operator-1f2e3d")
                    String name,
            @Schema(description = "viewer, operator, engineer or admin; each includes those before.") String role,
            @Schema(description = "Whether nobody is asked who they are, because the box has no token yet.")
                    boolean open) {}

    @GET
    @Path("identity")
    @Operation(summary = "Who asks, and what they may do.")
    public IdentityView identity() {
        Role highest = Arrays.stream(Role.values())
                .filter(role -> caller.hasRole(role.label()))
                .reduce((lower, higher) -> higher)
                .orElse(Role.VIEWER);
        return new IdentityView(caller.getPrincipal().getName(), highest.label(), exposure.isOpen());
    }

    /** What runs here. */
    @Schema(name = "About")
    record AboutView(String version, String java, String system, int processors, long memory) {}

    @GET
    @Path("about")
    @Operation(summary = "Versions of the appliance and of what it runs on; memory in bytes that Java may take.")
    public AboutView about() {
        Runtime runtime = Runtime.getRuntime();
        return new AboutView(
                version,
                System.getProperty("java.vendor") + " " + System.getProperty("java.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"),
                runtime.availableProcessors(),
                runtime.maxMemory());
    }

    /** A key of the configuration. */
    @Schema(name = "Setting")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record SettingView(
            @Schema(examples = "destseg.inspection.queue") String key,
            @Schema(description = "Stars for a secret.") String value,
            @Schema(description = "Where the value comes from.", examples = "/etc/destseg/application.yaml")
                    String source) {}

    @GET
    @RolesAllowed(RoleName.ENGINEER)
    @Path("configuration")
    @Operation(summary = "The configuration that is in force, and where each value comes from.")
    public List<SettingView> configuration() {
        return EffectiveConfiguration.settings().stream()
                .map(each -> new SettingView(each.key(), each.value(), each.source()))
                .toList();
    }
}
