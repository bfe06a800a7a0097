package dev.destseg.dataset.demo;

/** What a shape is filled with. */
interface Ink {
    /** The colour at a point of the drawing's own frame. */
    Colour at(double x, double y);
}
