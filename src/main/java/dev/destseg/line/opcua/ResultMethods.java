package dev.destseg.line.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import dev.destseg.access.Role;
import dev.destseg.inspection.journal.EntryId;
import dev.destseg.inspection.journal.InspectionEntry;
import dev.destseg.inspection.journal.InspectionFilter;
import dev.destseg.inspection.journal.Page;
import dev.destseg.tensor.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.milo.opcua.sdk.core.types.DynamicStructType;

/** ResultManagement: inspections of the journal, as long as it keeps them. */
final class ResultMethods {
    private static final String OWNER = "ResultManagement";
    /** Results of one call at most; each holds an inspection as JSON, and a message has a bound. */
    private static final int MOST_RESULTS = 100;
    /** Inspections that a call looks at, at most, so that a filter which nothing meets ends. */
    private static final int MOST_LOOKED_AT = 20_000;
    /** As GetResultComponentsById gives them. */
    private static final List<String> COMPONENTS = List.of(
            "IsPartial",
            "IsSimulated",
            "ResultState",
            "MeasId",
            "PartId",
            "ExternalRecipeId",
            "InternalRecipeId",
            "ProductId",
            "ExternalConfigurationId",
            "InternalConfigurationId",
            "JobId",
            "CreationTime",
            "ProcessingTimes",
            "ResultContent");

    private final VisionBox box;
    private final Optional<String> station;
    private final Jobs jobs;
    private final Structures structures;
    private final AtomicInteger handles = new AtomicInteger();

    /** @param station whose results these are; all when absent */
    ResultMethods(VisionBox box, Optional<String> station, Jobs jobs, Structures structures) {
        this.box = box;
        this.station = station;
        this.jobs = jobs;
        this.structures = structures;
    }

    void serve(VisionObject object) {
        object.serve("GetResultById", (caller, in) -> byId(in), Role.VIEWER, OWNER);
        object.serve("GetResultComponentsById", (caller, in) -> componentsById(in), Role.VIEWER, OWNER);
        object.serve("GetResultListFiltered", (caller, in) -> list(in), Role.VIEWER, OWNER);
    }

    VisionResult result(InspectionEntry entry) {
        return VisionResult.of(entry, jobs.of(entry.id().text()));
    }

    private Object[] byId(Inputs in) throws VisionRefusal {
        return new Object[] {handle(), structures.result(find(in), box.version())};
    }

    private Object[] componentsById(Inputs in) throws VisionRefusal {
        Map<String, Object> fields = structures.fields(find(in), box.version());
        List<Object> outputs = new ArrayList<>(List.of(false, handle()));
        COMPONENTS.forEach(name -> outputs.add(fields.get(name)));
        return outputs.toArray();
    }

    /** Nothing is held for a client, so that a handle is but a number. */
    private Object handle() {
        return uint(handles.incrementAndGet() & Integer.MAX_VALUE);
    }

    private VisionResult find(Inputs in) throws VisionRefusal {
        String id = in.id(0).orElse("");
        return entry(id)
                .filter(this::isOurs)
                .map(this::result)
                .orElseThrow(() -> new VisionRefusal(VisionError.NOT_FOUND, "there is no result '" + id + "' here"));
    }

    private Optional<InspectionEntry> entry(String id) {
        try {
            return box.journal().queries().find(new EntryId(id));
        } catch (InputException none) {
            return Optional.empty();
        }
    }

    private boolean isOurs(InspectionEntry entry) {
        return station.isEmpty() || entry.part().origin().station().equals(station);
    }

    private Object[] list(Inputs in) {
        long most = in.number(9) == 0 ? MOST_RESULTS : Math.min(in.number(9), MOST_RESULTS);
        long skipped = in.number(10);
        InspectionFilter filter = filter(in);
        List<VisionResult> found = new ArrayList<>();
        boolean more = false;
        int looked = 0;
        Optional<EntryId> cursor = Optional.empty();
        do {
            Page<InspectionEntry> page = box.journal().queries().list(filter, cursor, Page.LARGEST);
            for (InspectionEntry entry : page.entries()) {
                Optional<VisionResult> result = Optional.of(entry)
                        .filter(this::isOurs)
                        .map(this::result)
                        .filter(one -> meets(one, in));
                if (result.isPresent() && skipped > 0) {
                    skipped--;
                } else if (result.isPresent() && found.size() < most) {
                    found.add(result.get());
                } else {
                    more |= result.isPresent();
                }
            }
            looked += page.entries().size();
            cursor = page.next();
        } while (cursor.isPresent() && !more && looked < MOST_LOOKED_AT);
        DynamicStructType[] results = found.stream()
                .map(result -> structures.result(result, box.version()))
                .toArray(DynamicStructType[]::new);
        return new Object[] {!more && cursor.isEmpty(), uint(results.length), handle(), results};
    }

    /** What the journal can look for by itself. */
    private static InspectionFilter filter(Inputs in) {
        InspectionFilter filter = InspectionFilter.ALL;
        if (in.id(7).isPresent()) {
            filter = filter.withProduct(in.id(7).get());
        }
        if (in.digest(4).isPresent()) {
            filter = filter.withRecipe(in.digest(4).get());
        }
        if (in.id(2).isPresent()) {
            filter = filter.withText(in.id(2).get());
        }
        return filter;
    }

    private static boolean meets(VisionResult result, Inputs in) {
        return (in.number(0) == 0 || in.number(0) == result.state())
                && isOrAny(in.id(1), result.measurement())
                && isOrAny(in.id(2), result.part())
                && isOrAny(in.id(3), Optional.of(result.recipe().name()))
                && isOrAny(in.text(3, "Version"), Optional.of(result.recipe().version()))
                && isOrAny(in.id(8), Optional.of(result.job()));
    }

    private static boolean isOrAny(Optional<String> wanted, Optional<String> given) {
        return wanted.isEmpty() || wanted.equals(given);
    }
}
