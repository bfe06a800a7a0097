package dev.destseg.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.destseg.access.RoleName;
import dev.destseg.image.Box;
import dev.destseg.inspection.journal.EntryId;
import dev.destseg.inspection.journal.InspectionEntry;
import dev.destseg.inspection.journal.InspectionFilter;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.Opinion;
import dev.destseg.inspection.journal.Page;
import dev.destseg.tensor.InputException;
import dev.destseg.training.datasets.DatasetSettings;
import dev.destseg.training.datasets.Datasets;
import dev.destseg.training.datasets.DrawnMask;
import dev.destseg.training.datasets.FolderImport;
import dev.destseg.training.datasets.Label;
import dev.destseg.training.datasets.LabelledDataset;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Images to learn from: from the journal, and from folders of this box. */
@Path("/api/v1/datasets/{name}")
@Tag(name = "Datasets")
@APIResponse(responseCode = "400", ref = "Problem")
@APIResponse(responseCode = "404", ref = "Problem")
@Blocking
@RolesAllowed(RoleName.ENGINEER)
class DatasetFillingResource {
    private final Instance<Datasets> datasets;
    private final Instance<Journal> journal;
    private final FolderImport folders;
    private final DatasetChanges changes;

    DatasetFillingResource(
            Instance<Datasets> datasets, Instance<Journal> journal, DatasetSettings settings, DatasetChanges changes) {
        this.datasets = datasets;
        this.changes = changes;
        this.journal = journal;
        this.folders = FolderImport.of(settings);
    }

    /** Which inspections are wanted. */
    @Schema(name = "JournalImages")
    record JournalForm(
            @Nullable @Schema(description = "Names of inspections; the filter of the query is taken without them.")
                    List<String> inspections,
            @Nullable @Schema(description = "good or defective; what operators said is taken without it.")
                    String label) {}

    /** A folder of this box. */
    record FolderForm(@Nullable String folder) {}

    /** What came of it. */
    @Schema(name = "Filled")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record FilledView(
            @Schema(description = "Images that the dataset has now.") int added,
            @Schema(description = "A sentence for each that it has not.") List<String> problems,
            @Nullable
                    @Schema(description = "What to give as cursor for the next page of inspections; null on the last.")
                    String next) {}

    @POST
    @Path("journal")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Adds the images of inspections: those named, or a page of those that a filter lets through.",
            description =
                    "The query is that of the list of inspections. Boxes that somebody drew around the defects of a"
                            + " part become its mask.")
    public FilledView fromJournal(@RestPath String name, @BeanParam InspectionQuery query, @Nullable JournalForm form) {
        if (form == null) {
            throw new BadRequestException("Say what is wanted; {} takes what the query lets through");
        }
        LabelledDataset dataset = dataset(name);
        Optional<Label> label = Optional.ofNullable(form.label).map(Label::of);
        Page<InspectionEntry> page = page(query, form);
        List<String> problems = new ArrayList<>();
        int added = 0;
        for (InspectionEntry entry : page.entries()) {
            try {
                add(dataset, entry, label);
                added++;
            } catch (InputException e) {
                problems.add(entry.id() + " is left out: " + e.getMessage());
            }
        }
        changes.keepCount(name, DatasetChanges.FILLED_FROM_JOURNAL, added);
        return new FilledView(added, problems, page.next().map(EntryId::text).orElse(null));
    }

    private Page<InspectionEntry> page(InspectionQuery query, @Nullable JournalForm form) {
        InspectionFilter filter = query.filter();
        if (form.inspections == null) {
            return journal.get().queries().list(filter, query.page(), query.size());
        }
        if (form.inspections.size() > Page.LARGEST) {
            throw new BadRequestException("Name at most " + Page.LARGEST + " inspections at once");
        }
        List<InspectionEntry> entries =
                form.inspections.stream().map(this::entry).toList();
        return new Page<>(entries, Optional.empty());
    }

    private InspectionEntry entry(String id) {
        return journal.get()
                .queries()
                .find(new EntryId(id))
                .orElseThrow(() -> new NotFoundException(
                        "There is no inspection " + id + "; it may have been deleted to keep within the bounds"));
    }

    private void add(LabelledDataset dataset, InspectionEntry entry, Optional<Label> wanted) {
        Label label = wanted.or(
                        () -> entry.opinion().map(opinion -> opinion == Opinion.GOOD ? Label.GOOD : Label.DEFECTIVE))
                .orElseThrow(() -> new InputException("nobody said whether the part is good; give a label"));
        byte[] image = entry.image()
                .flatMap(journal.get().queries()::content)
                .orElseThrow(() -> new InputException("the journal no longer has its image"));
        List<Box> drawn = label == Label.DEFECTIVE ? journal.get().queries().drawn(entry.id()) : List.of();
        dataset.add(image, label, DrawnMask.of(image, drawn), "inspection " + entry.id());
    }

    @POST
    @Path("folder")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Adds the images of a folder on this box, below one that destseg.datasets.folders lists.",
            description = "In the layout of MVTec AD, or with folders good and defective, or good images alone.")
    public FilledView fromFolder(@RestPath String name, @Nullable FolderForm form) {
        if (form == null || form.folder == null || form.folder.indexOf('\0') >= 0) {
            throw new BadRequestException("Name a folder");
        }
        FolderImport.Outcome outcome = folders.into(dataset(name), java.nio.file.Path.of(form.folder));
        changes.keepCount(name, DatasetChanges.FILLED_FROM_FOLDER, outcome.added());
        return new FilledView(outcome.added(), outcome.problems(), null);
    }

    private LabelledDataset dataset(String name) {
        return DatasetResource.find(datasets.get(), name);
    }
}
