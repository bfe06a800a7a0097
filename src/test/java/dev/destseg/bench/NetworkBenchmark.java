package dev.destseg.bench;

import dev.destseg.network.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Run by {@code scripts/bench}: arguments are what (denoising, segmentation or inference), profile, batch, threads and
 * rounds, then, where there is PyTorch, the command that starts its side; the property {@code bench.pytorch.cuda} tells whether that
 * can use a GPU. Several threads, with commas between, give what
 * inference gains from each.
 */
final class NetworkBenchmark {
    private static final int OWN_ARGUMENTS = 5;

    private NetworkBenchmark() {}

    public static void main(String[] arguments) {
        String what = arguments[0];
        Profile profile = Profile.ALL.stream()
                .filter(known -> known.name().equals(arguments[1]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No profile is named " + arguments[1]));
        int batch = Integer.parseInt(arguments[2]);
        List<Integer> given =
                Arrays.stream(arguments[3].split(",")).map(Integer::valueOf).toList();
        int threads = given.get(0);
        int rounds = Integer.parseInt(arguments[4]);
        if (given.size() > 1) {
            System.out.printf("%s inference, batch %d, by threads%n", profile.name(), batch);
            new Scaling(profile, batch, given).print(rounds);
            return;
        }
        List<String> command = new ArrayList<>(Arrays.asList(arguments).subList(OWN_ARGUMENTS, arguments.length));
        String title = String.format(
                "%s %s, batch %d of %d x %d, %d threads",
                profile.name(), what, batch, profile.inputSize(), profile.inputSize(), threads);
        List<Contender> contenders = new ArrayList<>();
        try {
            contenders.add(
                    what.equals("inference")
                            ? Ours.inference(profile, batch, threads)
                            : Ours.training(profile, phase(what), batch, threads));
            if (what.equals("inference")) {
                contenders.addAll(Ours.inferenceOnGpu(profile, batch, threads));
                contenders.add(Ours.int8(profile, batch, threads));
                contenders.addAll(Ours.openVino(profile, batch, threads));
                contenders.addAll(OpenVino.contenders(profile, batch, threads));
            } else {
                contenders.addAll(Ours.trainingOnGpu(profile, phase(what), batch, threads));
            }
            if (!command.isEmpty()) {
                command.addAll(List.of(what, "--profile", profile.name(), "--batch", arguments[2]));
                command.addAll(List.of("--size", "" + profile.inputSize(), "--threads", arguments[3]));
                contenders.add(new Peer(command));
                if (Boolean.getBoolean("bench.pytorch.cuda")) {
                    command.addAll(List.of("--device", "cuda"));
                    contenders.add(new Peer(command));
                }
            }
            Comparison.of(title, contenders, rounds).print();
        } finally {
            contenders.forEach(Contender::close);
        }
    }

    private static BenchmarkSteps.Phase phase(String name) {
        return BenchmarkSteps.Phase.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
