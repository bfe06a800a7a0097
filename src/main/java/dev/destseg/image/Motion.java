package dev.destseg.image;

/**
 * How a part lies in an image, compared with a reference: turned about the centre of the image, then shifted. Points are
 * told from the centre of the image, in its pixels, right and down. Immutable.
 *
 * @param degrees by which it is turned, clockwise as one sees it
 * @param x pixels by which its centre lies to the right
 * @param y pixels by which its centre lies below
 */
public record Motion(double degrees, double x, double y) {
    /** A place, from the centre of an image. */
    public record Point(double x, double y) {}

    /** Where in the image a point of the reference is. */
    public Point toImage(double referenceX, double referenceY) {
        double cos = cos();
        double sin = sin();
        return new Point(cos * referenceX - sin * referenceY + x, sin * referenceX + cos * referenceY + y);
    }

    /** Where on the reference a point of the image is. */
    public Point toReference(double imageX, double imageY) {
        double cos = cos();
        double sin = sin();
        return new Point(cos * (imageX - x) + sin * (imageY - y), cos * (imageY - y) - sin * (imageX - x));
    }

    /** Both, this one first: where a point of the reference is in an image of an image. */
    public Motion then(Motion next) {
        Point shifted = next.toImage(x, y);
        double sum = degrees + next.degrees;
        return new Motion(sum - 360 * Math.round(sum / 360), shifted.x(), shifted.y());
    }

    /** The same for an image with as many times as many pixels along a side. */
    public Motion scaled(double factor) {
        return new Motion(degrees, factor * x, factor * y);
    }

    double cos() {
        return Math.cos(Math.toRadians(degrees));
    }

    double sin() {
        return Math.sin(Math.toRadians(degrees));
    }
}
