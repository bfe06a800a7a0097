package dev.destseg.network;

import java.util.List;

/**
 * Architecture and sizes of the three networks. Another profile is another value of this record.
 *
 * @param inputSize height and width of the image that the networks see, a multiple of 32
 * @param studentWidths channels of the student at stride 4, 8, 16 and 32
 * @param encoderDecoder whether the student has a decoder; the published ablation {@code ed}
 * @param outputHeads whether 1 x 1 convolutions bring the student's features to the teacher's channels
 * @param segmentation whether there is a segmentation network; without, the DeST map is what verdicts use
 * @param dilations of the pyramid's branches; 1 stands for a 1 x 1 convolution
 */
public record Profile(
        String name,
        Teacher.Architecture teacher,
        int inputSize,
        List<Integer> studentWidths,
        boolean encoderDecoder,
        boolean outputHeads,
        boolean segmentation,
        int segmentationWidth,
        List<Integer> dilations) {
    /** The published model. Its pyramid has no plain 1 x 1 branch: the only 1 x 1 convolution is in the pooled one. */
    public static final Profile PAPER = new Profile(
            "paper",
            Teacher.Architecture.RESNET18,
            256,
            List.of(64, 128, 256, 512),
            true,
            false,
            true,
            256,
            List.of(6, 12, 18));

    /** What ships: a tenth of the published model's operations. */
    public static final Profile EDGE = new Profile(
            "edge",
            Teacher.Architecture.EFFICIENTNET_LITE0,
            256,
            List.of(32, 64, 128, 192),
            true,
            true,
            true,
            64,
            List.of(1, 6, 12, 18));

    public static final List<Profile> ALL = List.of(EDGE, PAPER);

    /** @throws IllegalArgumentException for an input size that is no multiple of 32, or other than four widths */
    public Profile {
        studentWidths = List.copyOf(studentWidths);
        dilations = List.copyOf(dilations);
        if (inputSize < 32 || inputSize % 32 != 0) {
            throw new IllegalArgumentException("An input size is a multiple of 32, not " + inputSize);
        }
        if (studentWidths.size() != 4) {
            throw new IllegalArgumentException("A student has four widths, not " + studentWidths);
        }
    }

    /** @throws IllegalArgumentException when there is no such profile */
    public static Profile named(String name) {
        return ALL.stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no profile named " + name + "; give one of "
                        + String.join(", ", ALL.stream().map(Profile::name).toList())));
    }

    /** This profile for images of another size. */
    public Profile withInputSize(int size) {
        return new Profile(
                name,
                teacher,
                size,
                studentWidths,
                encoderDecoder,
                outputHeads,
                segmentation,
                segmentationWidth,
                dilations);
    }

    /** This profile with the student's decoder or without. */
    public Profile withEncoderDecoder(boolean decoder) {
        return new Profile(
                name,
                teacher,
                inputSize,
                studentWidths,
                decoder,
                outputHeads,
                segmentation,
                segmentationWidth,
                dilations);
    }

    /** This profile with the segmentation network or without. */
    public Profile withSegmentation(boolean network) {
        return new Profile(
                name,
                teacher,
                inputSize,
                studentWidths,
                encoderDecoder,
                outputHeads,
                network,
                segmentationWidth,
                dilations);
    }
}
