package dev.destseg.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.inspection.Verdict;
import dev.destseg.inspection.rejudgement.ArchivedPart.Said;
import dev.destseg.inspection.rejudgement.RejudgedPart;
import dev.destseg.inspection.rejudgement.RejudgementFigures;
import dev.destseg.inspection.rejudgement.RejudgementFigures.Truth;
import dev.destseg.inspection.rejudgement.UnjudgedPart;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a rejudgement has come to, as a table for people and as JSON for programs. */
final class RejudgementText {
    private RejudgementText() {}

    /** @param shown how many changed parts are named */
    static String table(RejudgementFigures figures, int shown) {
        StringBuilder text = new StringBuilder();
        text.append(figures.judged()).append(" parts judged again: ").append(verdicts(figures));
        if (figures.gone() > 0) {
            text.append("; ").append(figures.gone()).append(" images are not there any more");
        }
        if (!figures.unjudged().isEmpty()) {
            text.append("; ").append(figures.unjudged().size()).append(" parts were refused, and are not judged");
        }
        if (figures.compares()) {
            text.append("\n\n").append(matrix(figures));
        }
        figures.truthBefore().ifPresent(truth -> text.append("\nbefore: ").append(words(truth)));
        figures.truthNow().ifPresent(truth -> text.append("\nnow:    ").append(words(truth)));
        if (figures.compares()) {
            text.append("\n").append(figures.changed().size()).append(" verdicts are others");
            figures.changed().stream().limit(shown).forEach(part -> text.append("\n  ")
                    .append(line(part)));
            if (figures.changed().size() > shown) {
                text.append("\n  and ").append(figures.changed().size() - shown).append(" more");
            }
        }
        return text.append(refusals(figures.unjudged(), shown)).toString();
    }

    private static String refusals(List<UnjudgedPart> parts, int shown) {
        if (parts.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\nnot judged:");
        parts.stream()
                .limit(shown)
                .forEach(part ->
                        text.append("\n  ").append(part.name()).append(": ").append(part.reason()));
        if (parts.size() > shown) {
            text.append("\n  and ").append(parts.size() - shown).append(" more");
        }
        return text.toString();
    }

    private static String verdicts(RejudgementFigures figures) {
        return Arrays.stream(Verdict.values())
                .map(verdict -> figures.now(verdict) + " " + verdict)
                .collect(Collectors.joining(", "));
    }

    private static String matrix(RejudgementFigures figures) {
        StringBuilder text = new StringBuilder(String.format("%-14s", "before \\ now"));
        for (Verdict now : Verdict.values()) {
            text.append(String.format("%14s", now));
        }
        for (Verdict before : Verdict.values()) {
            text.append(String.format("%n%-14s", before));
            for (Verdict now : Verdict.values()) {
                text.append(String.format("%14d", figures.count(before, now)));
            }
        }
        return text.append('\n').toString();
    }

    private static String words(Truth truth) {
        String separation =
                Double.isNaN(truth.auroc()) ? "" : String.format(Locale.ROOT, ", image AUROC %.3f", truth.auroc());
        return truth.falseRejects() + " of " + truth.good() + " good parts rejected, " + truth.escapes() + " of "
                + truth.defective() + " defective ones passed" + separation;
    }

    private static String line(RejudgedPart part) {
        String really =
                part.defective().map(is -> is ? ", is defective" : ", is good").orElse("");
        return part.name() + ": " + words(part.before().orElseThrow()) + " -> " + words(part.now()) + really;
    }

    private static String words(Said said) {
        return said.verdict()
                + (said.score().isPresent()
                        ? String.format(Locale.ROOT, " (%.3f)", said.score().getAsDouble())
                        : "");
    }

    static ObjectNode json(RejudgementFigures figures) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("judged", figures.judged())
                .put("gone", figures.gone())
                .put("not_judged", figures.unjudged().size())
                .put("changed", figures.changed().size());
        ObjectNode now = node.putObject("now");
        for (Verdict verdict : Verdict.values()) {
            now.put(verdict.name(), figures.now(verdict));
        }
        ObjectNode transitions = node.putObject("transitions");
        for (Verdict before : Verdict.values()) {
            ObjectNode row = transitions.putObject(before.name());
            for (Verdict after : Verdict.values()) {
                row.put(after.name(), figures.count(before, after));
            }
        }
        put(node, "truth_before", figures.truthBefore());
        put(node, "truth_now", figures.truthNow());
        figures.changed().forEach(part -> node.withArray("changed_parts").add(part.json()));
        figures.unjudged().forEach(part -> node.withArray("not_judged_parts").add(part.json()));
        return node;
    }

    private static void put(ObjectNode node, String name, Optional<Truth> truth) {
        truth.ifPresent(figures -> node.putObject(name)
                .put("good", figures.good())
                .put("false_rejects", figures.falseRejects())
                .put("defective", figures.defective())
                .put("escapes", figures.escapes())
                .put("image_auroc", Double.isNaN(figures.auroc()) ? null : figures.auroc()));
    }
}
