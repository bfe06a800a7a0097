package dev.destseg.line.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import dev.destseg.access.Role;
import dev.destseg.inspection.ActiveRecipe;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.milo.opcua.sdk.core.types.DynamicStructType;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;

/**
 * RecipeManagement: recipes of the box's store. To prepare one is to let it judge its product, which the box does only when the
 * recipe is sound, trusted and passes the parity gate here; the one before goes on judging until then, and where it is not.
 */
final class RecipeMethods {
    private static final String OWNER = "RecipeManagement";
    private static final int FALSE = 0;
    private static final int TRUE = 1;
    private static final int MOST_RECIPES = 1_000;

    private final VisionBox box;
    private final Optional<String> product;
    private final VisionStateMachine machine;
    private final Structures structures;
    private final Consumer<Runnable> changing;
    private final AtomicInteger handles = new AtomicInteger();

    /**
     * @param product of the station; absent where that is not configured
     * @param changing runs what lets another recipe judge, or none
     */
    RecipeMethods(
            VisionBox box,
            Optional<String> product,
            VisionStateMachine machine,
            Structures structures,
            Consumer<Runnable> changing) {
        this.box = box;
        this.product = product;
        this.machine = machine;
        this.structures = structures;
        this.changing = changing;
    }

    void serve(VisionObject object) {
        object.serve("GetRecipeListFiltered", (caller, in) -> list(in), Role.VIEWER, OWNER);
        object.serve("PrepareRecipe", this::prepare, Role.ENGINEER, OWNER);
        object.serve("UnprepareRecipe", this::unprepare, Role.ENGINEER, OWNER);
    }

    private Object[] list(Inputs in) {
        Set<Sha256> prepared = box.active().all().stream()
                .filter(recipe -> in.id(1).isEmpty() || in.id(1).get().equals(recipe.product()))
                .map(ActiveRecipe::digest)
                .collect(Collectors.toSet());
        List<Recipe> wanted = box.store().list().recipes().stream()
                .filter(recipe -> isNamed(recipe, in, 0))
                .filter(recipe -> in.id(1).isEmpty()
                        || prepared.contains(recipe.digest())
                        || in.id(1).get().equals(recipe.description().name()))
                .filter(recipe -> in.number(2) != TRUE || prepared.contains(recipe.digest()))
                .filter(recipe -> in.number(2) != FALSE || !prepared.contains(recipe.digest()))
                .toList();
        long most = in.number(3) == 0 ? MOST_RECIPES : Math.min(in.number(3), MOST_RECIPES);
        DynamicStructType[] page = wanted.stream()
                .skip(in.number(4))
                .limit(most)
                .map(recipe -> structures.recipe(recipe.digest(), recipe.description()))
                .toArray(DynamicStructType[]::new);
        return new Object[] {
            in.number(4) + page.length >= wanted.size(),
            uint(page.length),
            uint(handles.incrementAndGet() & Integer.MAX_VALUE),
            page
        };
    }

    private static boolean isNamed(Recipe recipe, Inputs in, int index) {
        return in.id(index).isEmpty()
                || in.id(index).get().equals(recipe.description().name())
                        && in.text(index, "Version")
                                .map(recipe.description().version()::equals)
                                .orElse(true);
    }

    private Object[] prepare(Caller caller, Inputs in) throws UaException, VisionRefusal {
        requireState();
        Recipe recipe = named(in);
        try {
            String wanted = productFor(recipe);
            changing.accept(() -> box.products().activate(wanted, recipe.digest(), caller.name()));
        } catch (InputException unfit) {
            throw new VisionRefusal(VisionError.RECIPE_REFUSED, unfit.getMessage());
        }
        return new Object[] {structures.recipe(recipe.digest(), recipe.description()), true};
    }

    private Object[] unprepare(Caller caller, Inputs in) throws UaException, VisionRefusal {
        requireState();
        Recipe recipe = named(in);
        ActiveRecipe judging = box.active().all().stream()
                .filter(active -> active.digest().equals(recipe.digest()))
                .filter(active -> product.isEmpty() || product.get().equals(active.product()))
                .findFirst()
                .orElseThrow(() -> new VisionRefusal(
                        VisionError.OTHER_RECIPE, "the recipe " + recipe.digest() + " is not prepared here"));
        changing.accept(() -> box.products().deactivate(judging.product(), caller.name()));
        return new Object[] {structures.recipe(recipe.digest(), recipe.description())};
    }

    /** Not while a job goes on that a client ordered, nor before automatic mode. */
    private void requireState() throws UaException {
        if (!machine.acceptsRecipes()) {
            throw new UaException(
                    StatusCodes.Bad_InvalidState,
                    "No recipe can be prepared or unprepared in "
                            + machine.state().label());
        }
    }

    /** By the id that the box gave it, or else by the name, which must mean one only. */
    private Recipe named(Inputs in) throws VisionRefusal {
        Optional<Sha256> digest = in.digest(1);
        if (digest.isPresent()) {
            if (!box.store().has(digest.get())) {
                throw new VisionRefusal(VisionError.NOT_FOUND, "there is no recipe " + digest.get());
            }
            return box.store().describe(digest.get());
        }
        String name = in.id(0)
                .orElseThrow(() -> new VisionRefusal(
                        VisionError.ARGUMENT, "name a recipe, by its internal id or by its external one"));
        List<Recipe> found = box.store().list().recipes().stream()
                .filter(recipe -> isNamed(recipe, in, 0))
                .toList();
        if (found.size() != 1) {
            throw new VisionRefusal(
                    found.isEmpty() ? VisionError.NOT_FOUND : VisionError.ARGUMENT,
                    "there are " + found.size() + " recipes '" + name
                            + "'; give the version, or the internal id that GetRecipeListFiltered tells");
        }
        return found.get(0);
    }

    /** A recipe is never let loose on a product that might be another one. */
    private String productFor(Recipe recipe) throws VisionRefusal {
        String name = recipe.description().name();
        if (product.isPresent()) {
            return product.get();
        }
        Optional<String> judged = box.active().all().stream()
                .filter(active -> active.digest().equals(recipe.digest())
                        || active.product().equals(name)
                        || active.stored().recipe().description().name().equals(name))
                .map(ActiveRecipe::product)
                .findFirst();
        if (judged.isEmpty() && !box.active().all().isEmpty()) {
            throw new VisionRefusal(
                    VisionError.PRODUCT_UNCLEAR,
                    "no product is judged by a recipe named '" + name
                            + "', so that it is not clear which one is meant; name the product of the station"
                            + " (destseg.line.stations), or activate the recipe in the console");
        }
        return judged.orElse(name);
    }
}
