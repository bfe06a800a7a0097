package dev.destseg.rest;

import dev.destseg.access.RoleName;
import dev.destseg.training.datasets.Datasets;
import dev.destseg.training.datasets.Snapshot;
import dev.destseg.training.runs.CoursePoint;
import dev.destseg.training.runs.LogLine;
import dev.destseg.training.runs.Run;
import dev.destseg.training.runs.RunId;
import dev.destseg.training.runs.RunSettings;
import dev.destseg.training.runs.TrainingRuns;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** Learning beside inspection. */
@Path(TrainingResource.ALL)
@Tag(name = "Trainings")
@APIResponse(responseCode = "400", ref = "Problem")
@Blocking
@RolesAllowed(RoleName.VIEWER)
class TrainingResource {
    static final String ALL = "/api/v1/trainings";
    private static final Duration BETWEEN_EVENTS = Duration.ofMillis(500);

    private final Instance<TrainingRuns> runs;
    private final Instance<Datasets> datasets;
    private final RunSettings settings;
    private final SecurityIdentity caller;

    TrainingResource(
            Instance<TrainingRuns> runs, Instance<Datasets> datasets, RunSettings settings, SecurityIdentity caller) {
        this.runs = runs;
        this.datasets = datasets;
        this.settings = settings;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(RoleName.ENGINEER)
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(
            summary = "Asks for a training, which a process of its own does at low priority.",
            description = "One runs at a time. It goes on by itself after failures and restarts.")
    @APIResponse(responseCode = "201", description = "It waits for its turn.")
    @APIResponse(responseCode = "404", ref = "Problem")
    public TrainingView submit(@Nullable TrainingForm form) {
        if (form == null) {
            throw new BadRequestException("Say what is to be learned: name a dataset or a snapshot");
        }
        return view(runs.get().submit(form.order(snapshot(form), settings), who()));
    }

    private Snapshot snapshot(TrainingForm form) {
        if ((form.dataset() == null) == (form.snapshot() == null)) {
            throw new BadRequestException("Name a dataset or a snapshot to learn from, one of them");
        }
        if (form.dataset() != null) {
            return datasets.get().freeze(DatasetResource.find(datasets.get(), form.dataset()));
        }
        return datasets.get()
                .snapshot(Digests.of(form.snapshot()))
                .orElseThrow(() -> new NotFoundException(
                        "There is no snapshot " + form.snapshot() + " on this box; name one that is listed"));
    }

    @GET
    @Operation(summary = "Trainings, newest first: those that wait or run, and the last that have ended.")
    public List<TrainingView> list() {
        return runs.get().all().stream().map(this::view).toList();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One training, with how its candidate compares with the recipe that judged then.")
    @APIResponse(responseCode = "404", ref = "Problem")
    public TrainingView find(@RestPath String id) {
        return view(run(id));
    }

    @POST
    @RolesAllowed(RoleName.ENGINEER)
    @Path("{id}/cancel")
    @Operation(summary = "Ends a training for good; one that has ended stays as it is.")
    @APIResponse(responseCode = "404", ref = "Problem")
    public TrainingView cancel(@RestPath String id) {
        runs.get().cancel(run(id).id(), who());
        return view(run(id));
    }

    @POST
    @RolesAllowed(RoleName.ENGINEER)
    @Path("{id}/pause")
    @Operation(
            summary =
                    "Lets a training stand still, or not begin, until it is resumed; one that has ended stays as it is.",
            description =
                    "It stands still in a moment. Its process keeps its memory and its turn for a while, ten minutes unless"
                            + " configured otherwise. A restart of the box changes nothing of the pause.")
    @APIResponse(responseCode = "404", ref = "Problem")
    public TrainingView pause(@RestPath String id) {
        runs.get().pause(run(id).id(), who());
        return view(run(id));
    }

    @POST
    @RolesAllowed(RoleName.ENGINEER)
    @Path("{id}/resume")
    @Operation(summary = "Lets a paused training go on; any other stays as it is.")
    @APIResponse(responseCode = "404", ref = "Problem")
    public TrainingView resume(@RestPath String id) {
        runs.get().resume(run(id).id(), who());
        return view(run(id));
    }

    @POST
    @RolesAllowed(RoleName.ENGINEER)
    @Path("{id}/keep")
    @Operation(
            summary =
                    "Takes what a training learned among the recipes although it was not offered; it does not judge by that.",
            description = "For people who have looked at the comparison and know better.")
    @APIResponse(responseCode = "404", ref = "Problem")
    public TrainingView keep(@RestPath String id) {
        runs.get().keep(run(id).id(), who());
        return view(run(id));
    }

    @GET
    @Path("{id}/previews/{number}")
    @Produces("image/png")
    @Operation(
            summary = "What a running training has learned by now: an anomaly map, drawn over its image.",
            description =
                    "There are none of the profiles instant and paper, none before the first step and none after the end.")
    @APIResponse(responseCode = "404", ref = "Problem")
    public byte[] preview(@RestPath String id, @RestPath int number) {
        return runs.get()
                .preview(run(id).id(), number)
                .orElseThrow(() -> new NotFoundException("The training " + id + " shows no image " + number + " now"));
    }

    @GET
    @Path("{id}/course")
    @Operation(
            summary = "How the loss of a training went, oldest first, while it runs and after it has ended.",
            description = "There is no loss of the profile instant, so that the list is empty.")
    @APIResponse(responseCode = "404", ref = "Problem")
    public List<CoursePoint> course(@RestPath String id) {
        return runs.get().course(run(id).id());
    }

    @GET
    @Path("{id}/log")
    @Operation(
            summary =
                    "The last that the processes of a training said, oldest first, while it runs and after it has ended.")
    @APIResponse(responseCode = "404", ref = "Problem")
    public List<LogLine> log(@RestPath String id) {
        return runs.get().log(run(id).id());
    }

    static String previewPath(RunId id, int number) {
        return ALL + "/" + id + "/previews/" + number;
    }

    @GET
    @Path("{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Operation(summary = "One training again and again, when something of it has changed, until it ends.")
    @APIResponse(responseCode = "404", ref = "Problem")
    public Multi<TrainingView> events(@RestPath String id) {
        RunId known = run(id).id();
        AtomicBoolean ended = new AtomicBoolean();
        return Multi.createFrom()
                .ticks()
                .every(BETWEEN_EVENTS)
                .onOverflow()
                .drop()
                .map(tick -> run(known.text()))
                // Up to the first that has ended, and that one too.
                .select()
                .first(run -> !ended.getAndSet(run.status().isEnded()))
                .map(this::view)
                .skip()
                .repetitions();
    }

    private String who() {
        return caller.getPrincipal().getName();
    }

    private Run run(String id) {
        return runs.get()
                .find(new RunId(id))
                .orElseThrow(() -> new NotFoundException("There is no training " + id + "; name one that is listed"));
    }

    private TrainingView view(Run run) {
        return TrainingView.of(run, runs.get().progress(run.id()));
    }
}
