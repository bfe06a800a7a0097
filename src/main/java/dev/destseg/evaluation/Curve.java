package dev.destseg.evaluation;

import java.util.Arrays;

/**
 * A curve of straight lines between points. Takes over the arrays; nobody writes to them afterwards.
 *
 * @param x not decreasing
 * @param y one for each x
 */
public record Curve(double[] x, double[] y) {
    public Curve {
        if (x.length != y.length) {
            throw new IllegalArgumentException("A curve with " + x.length + " x and " + y.length + " y");
        }
    }

    /** The area under the curve from its first point to xEnd; NaN for an empty curve or one with undefined points. */
    double areaTo(double xEnd) {
        if (x.length == 0) {
            return Double.NaN;
        }
        double area = 0;
        for (int i = 1; i < x.length; i++) {
            if (x[i] >= xEnd) {
                double part = x[i] == x[i - 1] ? 0 : (xEnd - x[i - 1]) / (x[i] - x[i - 1]);
                double yEnd = y[i - 1] + part * (y[i] - y[i - 1]);
                return area + (xEnd - x[i - 1]) * (y[i - 1] + yEnd) / 2;
            }
            area += (x[i] - x[i - 1]) * (y[i - 1] + y[i]) / 2;
        }
        return area;
    }

    /** The same curve with few points, for drawing: points nearer than the step to the one before are left out. */
    Curve thinned(double step) {
        double[] keptX = new double[x.length];
        double[] keptY = new double[x.length];
        int size = 0;
        for (int i = 0; i < x.length; i++) {
            boolean last = i == x.length - 1;
            boolean near = size > 0 && x[i] - keptX[size - 1] < step && Math.abs(y[i] - keptY[size - 1]) < step;
            if (last || !near) {
                keptX[size] = x[i];
                keptY[size++] = y[i];
            }
        }
        return new Curve(Arrays.copyOf(keptX, size), Arrays.copyOf(keptY, size));
    }
}
