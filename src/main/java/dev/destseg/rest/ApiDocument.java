package dev.destseg.rest;

import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What the OpenAPI document says of the whole. */
@OpenAPIDefinition(
        info = @Info(title = "DeSTSeg Edge", version = "v1", description = "Judges parts on a production line."),
        components =
                @Components(
                        responses =
                                @APIResponse(
                                        name = "Problem",
                                        description = "It was not done; the answer says why and what to do.",
                                        content =
                                                @Content(
                                                        mediaType = Problem.MEDIA_TYPE,
                                                        schema = @Schema(implementation = Problem.class),
                                                        examples =
                                                                @ExampleObject(
                                                                        name = "the queue is full",
                                                                        value = Examples.PROBLEM)))))
public final class ApiDocument extends Application {}
