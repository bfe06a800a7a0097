package dev.destseg.dataset.synthesis;

import dev.destseg.image.Image;
import dev.destseg.image.Mask;
import java.util.SplittableRandom;

/**
 * Makes corrupted samples of good parts (Zhang et al. 2023, section 3.1): inside a mask of Perlin noise the product
 * gives way to (1 - beta) texture + beta product.
 *
 * <p>A sample depends on the seed, its index, the good image, the settings and the textures only. Thread safe.
 *
 * @param settings how samples look
 * @param textures what they are corrupted with
 * @param seed of all samples
 */
public record Synthesizer(SynthesisSettings settings, Textures textures, long seed) {
    private static final int LEAST_SIDE = 16;

    /**
     * The sample of a number.
     *
     * @param good at least 16 x 16 pixels
     * @param index any; the samples of different numbers differ
     * @throws IllegalArgumentException when the image is too small
     */
    public CorruptedSample sample(Image good, long index) {
        if (good.width() < LEAST_SIDE || good.height() < LEAST_SIDE) {
            throw new IllegalArgumentException("An image of " + good.width() + " x " + good.height()
                    + " pixels is too small to corrupt; each side needs " + LEAST_SIDE);
        }
        SplittableRandom random = RandomStreams.at(seed, index);
        Image clean = Turned.by(settings.rotation().drawDegrees(random), good);
        Mask mask = drawMask(clean, random);
        boolean grey = random.nextDouble() < settings.greyTextureShare() || settings.greyOnGrey() && Grey.is(clean);
        Image texture = textures.draw(clean.width(), clean.height(), random);
        double beta = settings.maxBeta() * random.nextDouble();
        return new CorruptedSample(clean, blend(clean, grey ? Grey.of(texture) : texture, mask, beta), mask);
    }

    private Mask drawMask(Image image, SplittableRandom random) {
        Mask mask;
        do {
            mask = PerlinMask.draw(image.width(), image.height(), settings, random);
        } while (mask.area() == 0);
        return mask;
    }

    private static Image blend(Image product, Image texture, Mask mask, double beta) {
        byte[] corrupted = product.rgb().clone();
        float opacity = (float) (1 - beta);
        for (int pixel = 0; pixel < mask.data().length; pixel++) {
            if (mask.data()[pixel] == 0) {
                continue;
            }
            for (int i = 3 * pixel; i < 3 * pixel + 3; i++) {
                int below = corrupted[i] & 0xFF;
                int above = texture.rgb()[i] & 0xFF;
                corrupted[i] = (byte) (int) (below + opacity * (above - below) + 0.5f);
            }
        }
        return new Image(product.width(), product.height(), corrupted);
    }
}
