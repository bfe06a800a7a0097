package dev.destseg.cli;

import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Gives the commands what they need. */
final class CommandFactory implements CommandLine.IFactory {
    private final Map<Class<?>, Supplier<?>> commands;

    /** @param version of the application */
    CommandFactory(Console console, String version) {
        commands = Map.ofEntries(
                Map.entry(DemoDataCommand.class, () -> new DemoDataCommand(console)),
                Map.entry(TrainCommand.class, () -> new TrainCommand(console, version)),
                Map.entry(ReproduceCommand.class, () -> new ReproduceCommand(console, version)),
                Map.entry(EvaluateCommand.class, () -> new EvaluateCommand(console)),
                Map.entry(CompareCommand.class, () -> new CompareCommand(console)),
                Map.entry(QuantizeCommand.class, () -> new QuantizeCommand(console)),
                Map.entry(ComposeCommand.class, () -> new ComposeCommand(console, version)),
                Map.entry(InspectCommand.class, () -> new InspectCommand(console)),
                Map.entry(RejudgeCommand.class, () -> new RejudgeCommand(console)),
                Map.entry(BenchmarkCommand.class, () -> new BenchmarkCommand(console)),
                Map.entry(ServeCommand.class, () -> new ServeCommand(console)),
                Map.entry(TrainingStartCommand.class, () -> new TrainingStartCommand(console)),
                Map.entry(TrainingListCommand.class, () -> new TrainingListCommand(console)),
                Map.entry(TrainingShowCommand.class, () -> new TrainingShowCommand(console)),
                Map.entry(TrainingFollowCommand.class, () -> new TrainingFollowCommand(console)),
                Map.entry(TrainingPauseCommand.class, () -> new TrainingPauseCommand(console)),
                Map.entry(TrainingResumeCommand.class, () -> new TrainingResumeCommand(console)),
                Map.entry(TrainingCancelCommand.class, () -> new TrainingCancelCommand(console)),
                Map.entry(TrainingKeepCommand.class, () -> new TrainingKeepCommand(console)),
                Map.entry(TokenCreateCommand.class, () -> new TokenCreateCommand(console)),
                Map.entry(TokenListCommand.class, () -> new TokenListCommand(console)),
                Map.entry(TokenRevokeCommand.class, () -> new TokenRevokeCommand(console)),
                Map.entry(ConfigCheckCommand.class, () -> new ConfigCheckCommand(console)),
                Map.entry(TeacherImportCommand.class, () -> new TeacherImportCommand(console, version)),
                Map.entry(CheckpointImportCommand.class, () -> new CheckpointImportCommand(console, version)),
                Map.entry(RecipeListCommand.class, () -> new RecipeListCommand(console)),
                Map.entry(RecipeImportCommand.class, () -> new RecipeImportCommand(console)),
                Map.entry(RecipeExportCommand.class, () -> new RecipeExportCommand(console)),
                Map.entry(RecipeActivateCommand.class, () -> new RecipeActivateCommand(console)),
                Map.entry(RecipePushCommand.class, () -> new RecipePushCommand(console)),
                Map.entry(RecipePullCommand.class, () -> new RecipePullCommand(console)),
                Map.entry(RecipeTagCommand.class, () -> new RecipeTagCommand(console)),
                Map.entry(RecipeSignCommand.class, () -> new RecipeSignCommand(console)),
                Map.entry(RecipeVerifyCommand.class, () -> new RecipeVerifyCommand(console)),
                Map.entry(RecipeInspectCommand.class, () -> new RecipeInspectCommand(console)),
                Map.entry(RecipeRequireCommand.class, () -> new RecipeRequireCommand(console)),
                Map.entry(KeyCreateCommand.class, () -> new KeyCreateCommand(console)),
                Map.entry(KeyCreateBoxCommand.class, () -> new KeyCreateBoxCommand(console)),
                Map.entry(ChannelSetCommand.class, () -> new ChannelSetCommand(console)),
                Map.entry(ChannelShowCommand.class, () -> new ChannelShowCommand(console)),
                Map.entry(FleetCommand.class, () -> new FleetCommand(console)),
                Map.entry(SnapshotPushCommand.class, () -> new SnapshotPushCommand(console)),
                Map.entry(SnapshotListCommand.class, () -> new SnapshotListCommand(console)),
                Map.entry(SnapshotPullCommand.class, () -> new SnapshotPullCommand(console)),
                Map.entry(CompletionCommand.class, () -> new CompletionCommand(console)));
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        Supplier<?> command = commands.get(type);
        return command == null ? CommandLine.defaultFactory().create(type) : type.cast(command.get());
    }
}
