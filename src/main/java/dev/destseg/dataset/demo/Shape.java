package dev.destseg.dataset.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A shape given by its signed distance: negative inside, in pixels. */
interface Shape {
    double distance(double x, double y);

    /** The centre of a box around the shape. */
    double x();

    /** The centre of a box around the shape. */
    double y();

    /** Half the width of a box around the shape. */
    double reachX();

    /** Half the height of a box around the shape. */
    double reachY();

    record Disc(double x, double y, double radius) implements Shape {
        @Override
        public double distance(double px, double py) {
            return Math.sqrt((px - x) * (px - x) + (py - y) * (py - y)) - radius;
        }

        @Override
        public double reachX() {
            return radius;
        }

        @Override
        public double reachY() {
            return radius;
        }
    }

    /** A box with rounded corners, turned by an angle in radians. */
    record Box(double x, double y, double halfWidth, double halfHeight, double corner, double cos, double sin)
            implements Shape {
        static Box of(double x, double y, double halfWidth, double halfHeight, double corner) {
            return new Box(x, y, halfWidth, halfHeight, corner, 1, 0);
        }

        static Box turned(double x, double y, double halfWidth, double halfHeight, double corner, double angle) {
            return new Box(x, y, halfWidth, halfHeight, corner, Math.cos(angle), Math.sin(angle));
        }

        @Override
        public double distance(double px, double py) {
            double dx = px - x;
            double dy = py - y;
            double across = Math.abs(cos * dx + sin * dy) - halfWidth + corner;
            double down = Math.abs(cos * dy - sin * dx) - halfHeight + corner;
            double outX = Math.max(across, 0);
            double outY = Math.max(down, 0);
            return Math.sqrt(outX * outX + outY * outY) + Math.min(Math.max(across, down), 0) - corner;
        }

        @Override
        public double reachX() {
            return Math.abs(cos) * halfWidth + Math.abs(sin) * halfHeight;
        }

        @Override
        public double reachY() {
            return Math.abs(sin) * halfWidth + Math.abs(cos) * halfHeight;
        }
    }

    /** A straight line with round ends. */
    record Line(double fromX, double fromY, double toX, double toY, double radius) implements Shape {
        Line shifted(double offX, double offY) {
            return new Line(fromX + offX, fromY + offY, toX + offX, toY + offY, radius);
        }

        @Override
        public double distance(double px, double py) {
            double dx = toX - fromX;
            double dy = toY - fromY;
            double length = Math.max(1e-9, dx * dx + dy * dy);
            double along = Math.max(0, Math.min(1, ((px - fromX) * dx + (py - fromY) * dy) / length));
            double offX = px - fromX - along * dx;
            double offY = py - fromY - along * dy;
            return Math.sqrt(offX * offX + offY * offY) - radius;
        }

        @Override
        public double x() {
            return 0.5 * (fromX + toX);
        }

        @Override
        public double y() {
            return 0.5 * (fromY + toY);
        }

        @Override
        public double reachX() {
            return 0.5 * Math.abs(toX - fromX) + radius;
        }

        @Override
        public double reachY() {
            return 0.5 * Math.abs(toY - fromY) + radius;
        }
    }

    /** A bent line of one width: lines drawn as one shape, so that joints do not show. */
    record Path(List<Line> lines, Line bounds) implements Shape {
        static Path through(double[] x, double[] y, double radius) {
            List<Line> lines = new ArrayList<>();
            for (int i = 1; i < x.length; i++) {
                lines.add(new Line(x[i - 1], y[i - 1], x[i], y[i], radius));
            }
            double left = Arrays.stream(x).min().orElseThrow();
            double right = Arrays.stream(x).max().orElseThrow();
            double top = Arrays.stream(y).min().orElseThrow();
            double bottom = Arrays.stream(y).max().orElseThrow();
            return new Path(lines, new Line(left, top, right, bottom, radius));
        }

        Path shifted(double offX, double offY) {
            return new Path(lines.stream().map(line -> line.shifted(offX, offY)).toList(), bounds.shifted(offX, offY));
        }

        @Override
        public double distance(double px, double py) {
            double nearest = Double.MAX_VALUE;
            for (Line line : lines) {
                nearest = Math.min(nearest, line.distance(px, py));
            }
            return nearest;
        }

        @Override
        public double x() {
            return bounds.x();
        }

        @Override
        public double y() {
            return bounds.y();
        }

        @Override
        public double reachX() {
            return bounds.reachX();
        }

        @Override
        public double reachY() {
            return bounds.reachY();
        }
    }
}
