package dev.destseg.dataset.demo;

/** A colour with its opacity; each value within 0..1, light above 1 is cut when the picture is taken. */
record Colour(float red, float green, float blue, float alpha) {
    static Colour of(double red, double green, double blue) {
        return new Colour((float) red, (float) green, (float) blue, 1);
    }

    Colour fade(double opacity) {
        return new Colour(red, green, blue, (float) (alpha * opacity));
    }

    Colour lit(double factor) {
        return new Colour((float) (red * factor), (float) (green * factor), (float) (blue * factor), alpha);
    }
}
