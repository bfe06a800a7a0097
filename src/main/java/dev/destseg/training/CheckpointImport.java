package dev.destseg.training;

import dev.destseg.dataset.Dataset;
import dev.destseg.dataset.DatasetReader;
import dev.destseg.dataset.ImageCache;
import dev.destseg.dataset.ImageLoader;
import dev.destseg.dataset.ImageProblem;
import dev.destseg.dataset.synthesis.ProceduralTextures;
import dev.destseg.dataset.synthesis.ProductRotation;
import dev.destseg.dataset.synthesis.SynthesisSettings;
import dev.destseg.dataset.synthesis.Synthesizer;
import dev.destseg.image.ImageReader;
import dev.destseg.image.Resize;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.network.DeStSeg;
import dev.destseg.network.Parameters;
import dev.destseg.network.Profile;
import dev.destseg.network.Teacher;
import dev.destseg.network.weights.StateDictionaryReader;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.recipe.DataDigest;
import dev.destseg.recipe.Provenance;
import dev.destseg.recipe.RecipeWriter.Existing;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a recipe of a whole model that the published implementation has trained: teacher, student and segmentation network
 * with its parameter names. The threshold comes from good images; these should not be among those learned from, or the
 * promise that goes with it does not hold.
 *
 * @param runtime judges the good images
 * @param threads that one image may use
 * @param problems told of each good image that cannot be used
 */
public record CheckpointImport(
        InferenceRuntime runtime, int threads, String toolVersion, Clock clock, Consumer<ImageProblem> problems) {
    private static final String TEACHER = "teacher_net.encoder.";
    private static final List<String> LEARNED = List.of("student_net.", "segmentation_net.");
    private static final String GOOD = "good";
    private static final long MOST_CACHED_BYTES = 1L << 28;
    /** Of the defective image in the golden set, the only thing that is drawn here. */
    private static final long SEED = 1;

    /**
     * Writes the recipe.
     *
     * @param file a state dictionary of PyTorch or safetensors
     * @param good folder of good images, in a layout that the data set reader knows
     * @param name of the product
     * @param out the recipe's directory, which must not exist
     * @throws InputException when the file is no checkpoint of the published model, or the images or the place for the
     *     recipe cannot be used
     */
    public StoredRecipe write(Path file, Path good, String name, Path out) {
        if (Files.exists(out)) {
            throw new InputException(out + " exists already. Give another place for the recipe");
        }
        Parameters all = new Parameters(StateDictionaryReader.read(file).tensors());
        requireKnownNames(file, all);
        Sha256 source = digest(file);
        Teacher teacher = teacher(file, all, source);
        Parameters learned = all.startingWith(LEARNED.get(0))
                .with(all.startingWith(LEARNED.get(1)).tensors());
        DeStSeg model = new DeStSeg(Profile.PAPER, teacher);
        requireFitting(file, model, learned);
        int size = model.profile().inputSize();
        Dataset dataset = new DatasetReader(problems).read(good);
        ImageLoader loader = new ImageLoader(new ImageReader(), new Resize(size, size));
        ImageCache images = ImageCache.load(loader, dataset.train(), MOST_CACHED_BYTES, problems);
        return RecipeAssembly.write(
                LearnedModel.of(model, learned),
                runtime,
                threads,
                RecipeAssembly.GoodImages.of(images, true),
                new Synthesizer(SynthesisSettings.published(ProductRotation.NONE), ProceduralTextures.all(), SEED),
                name,
                provenance(file, source, teacher, SampleDigest.of(GOOD, images.samples())),
                out,
                Existing.REFUSE);
    }

    private static void requireKnownNames(Path file, Parameters all) {
        for (String name : all.tensors().keySet()) {
            if (!name.startsWith(TEACHER) && LEARNED.stream().noneMatch(name::startsWith)) {
                throw foreign(file, "it holds " + name, null);
            }
        }
    }

    private Teacher teacher(Path file, Parameters all, Sha256 source) {
        Map<String, FloatTensor> renamed = new LinkedHashMap<>();
        all.startingWith(TEACHER)
                .tensors()
                .forEach((name, tensor) -> renamed.put(name.substring(TEACHER.length()), tensor));
        try {
            Teacher teacher = Teacher.of(Teacher.Architecture.RESNET18, new Parameters(renamed));
            Map<String, String> notes = new TreeMap<>(teacher.graph().notes());
            notes.put("source", file.getFileName().toString());
            notes.put("source_digest", source.toString());
            notes.put("tool_version", toolVersion);
            return Teacher.of(teacher.graph().withNotes(notes));
        } catch (InputException e) {
            throw foreign(file, "its teacher: " + e.getMessage(), e);
        }
    }

    private static void requireFitting(Path file, DeStSeg model, Parameters learned) {
        try {
            model.inference(learned);
        } catch (InputException e) {
            throw foreign(file, e.getMessage(), e);
        }
    }

    private static InputException foreign(Path file, String reason, @Nullable Exception cause) {
        String message = "The file " + file + " is no checkpoint of the published DeSTSeg: " + reason
                + ". Give what its training saved: torch.save(model.state_dict())";
        return cause == null ? new InputException(message) : new InputException(message, cause);
    }

    private static Sha256 digest(Path file) {
        try {
            return Sha256.of(file);
        } catch (IOException e) {
            throw new InputException("The file " + file + " cannot be read again: " + e + ". Check permissions.", e);
        }
    }

    private Provenance provenance(Path file, Sha256 source, Teacher teacher, DataDigest good) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("profile", Profile.PAPER.toString());
        settings.put("source", file.getFileName().toString());
        settings.put("source_digest", source.toString());
        return new Provenance(
                List.of(good),
                SEED,
                new TreeMap<>(),
                new TreeMap<>(settings),
                new TreeMap<>(),
                toolVersion,
                Optional.empty(),
                Optional.of(Sha256.of(OnnxWriter.write(teacher.graph()))),
                clock.instant());
    }
}
