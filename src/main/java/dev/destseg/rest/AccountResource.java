package dev.destseg.rest;

import io.quarkus.oidc.OidcSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * Where people with an account of the plant's identity provider come and go with a browser. The configuration has
 * {@code /sign-in} ask the provider for whoever has no session, so that its resource is reached by those who have one.
 */
@Path("/")
@PermitAll
class AccountResource {
    static final String SIGN_IN = "/sign-in";

    private static final URI CONSOLE = URI.create("/");

    private final Instance<OidcSession> session;

    AccountResource(Instance<OidcSession> session) {
        this.session = session;
    }

    @GET
    @Path(SIGN_IN)
    @Operation(hidden = true)
    public Response signIn() {
        return Response.seeOther(CONSOLE).build();
    }

    /** Ends the session here; the provider's own goes on. */
    @POST
    @Path("/sign-out")
    @Operation(hidden = true)
    public Uni<Response> signOut() {
        return session.get().logout().replaceWith(() -> Response.noContent().build());
    }
}
